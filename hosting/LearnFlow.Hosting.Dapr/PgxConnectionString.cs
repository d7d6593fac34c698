using System.Data.Common;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>The form of connection strings that Dapr's PostgreSQL components read: pgx's words, <c>host='…' port='…'</c>.</summary>
/// <remarks>Contract: docs.dapr.io/reference/components-reference/supported-state-stores/setup-postgresql-v2.</remarks>
internal static class PgxConnectionString
{
    /// <summary>Turns .NET's form (<c>Host=…;Port=…</c>) into pgx's words. A URL and words stay as they are.</summary>
    public static string From(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) || !IsDotNet(text, out var settings))
        {
            return text;
        }
        var words = new List<(string Name, string? Value)>
        {
            ("host", Value("Host", "Server")),
            ("port", Value("Port") ?? "5432"),
            ("user", Value("Username", "User Id", "User")),
            ("password", Value("Password")),
            ("database", Value("Database")),
            ("sslmode", SslMode(Value("SSL Mode", "SslMode"))),
        };
        return string.Join(' ', words.Where(w => !string.IsNullOrEmpty(w.Value)).Select(w => $"{w.Name}='{Escape(w.Value!)}'"));

        string? Value(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (settings.TryGetValue(name, out var value))
                {
                    return (string)value;
                }
            }
            return null;
        }
    }

    private static bool IsDotNet(string text, out DbConnectionStringBuilder settings)
    {
        settings = [];
        try
        {
            settings.ConnectionString = text;
            return text.Contains(';', StringComparison.Ordinal) || settings.Count == 1 && !text.Contains(' ', StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string? SslMode(string? mode) => mode?.ToUpperInvariant() switch
    {
        null or "PREFER" => null,
        "VERIFYCA" => "verify-ca",
        "VERIFYFULL" => "verify-full",
        _ => mode!.ToLowerInvariant(),
    };

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
