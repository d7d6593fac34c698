using System.Text.RegularExpressions;
using Npgsql;

namespace LearnFlow.DaprSidecar.State.PostgreSql;

/// <summary>Reads the connection strings that Dapr's PostgreSQL components take (pgx: key=value words or a URL) and .NET's own form.</summary>
internal static partial class ConnectionString
{
    public static NpgsqlDataSource Open(string text, TimeSpan timeout)
    {
        var settings = Parse(text);
        settings.CommandTimeout = (int)Math.Ceiling(timeout.TotalSeconds);
        settings.MaxAutoPrepare = 20;
        settings.ApplicationName ??= "dapr";
        settings.KeepAlive = 30;
        // Each connection is a process of the server's with some 3 MiB: after a rush they go, in half a minute instead of Npgsql's five.
        settings.ConnectionIdleLifetime = 30;
        // Of Npgsql's types only what the stores use; and no Kerberos, whose libraries are loaded otherwise.
        settings.GssEncryptionMode = GssEncryptionMode.Disable;
        return new NpgsqlSlimDataSourceBuilder(settings.ConnectionString).EnableArrays().EnableTransportSecurity().Build();
    }

    internal static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
            return FromUrl(new Uri(text));
        if (text.Contains(';', StringComparison.Ordinal) || !text.Contains(' ', StringComparison.Ordinal)) return new NpgsqlConnectionStringBuilder(text);
        var builder = new NpgsqlConnectionStringBuilder();
        foreach (Match word in Word().Matches(text))
            Apply(builder, word.Groups["key"].Value,
                word.Groups["quoted"].Success ? word.Groups["quoted"].Value.Replace("\\'", "'", StringComparison.Ordinal) : word.Groups["plain"].Value);
        return builder;
    }

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder { Host = url.Host, Port = url.Port > 0 ? url.Port : 5432,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')) };
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Apply(builder, parts[0], parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }
        return builder;
    }

    private static void Apply(NpgsqlConnectionStringBuilder builder, string key, string value)
    {
        switch (key)
        {
            case "host": builder.Host = value; break;
            case "port": builder.Port = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
            case "user": builder.Username = value; break;
            case "password": builder.Password = value; break;
            case "database" or "dbname": builder.Database = value; break;
            case "sslmode": builder.SslMode = Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true); break;
            case "connect_timeout": builder.Timeout = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
            case "application_name": builder.ApplicationName = value; break;
            case "pool_max_conns": builder.MaxPoolSize = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
            default: break; // pgx's own tuning words have no meaning for Npgsql.
        }
    }

    [GeneratedRegex(@"(?<key>\w+)\s*=\s*(?:'(?<quoted>(?:\\'|[^'])*)'|(?<plain>\S+))")]
    private static partial Regex Word();
}
