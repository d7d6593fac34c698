using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow;

/// <summary>
/// Refuses a JSON body that declares another encoding than UTF-8 (RFC 8259, section 8.1: JSON between systems is UTF-8).
/// Bytes that are not UTF-8 without such a declaration are refused by the JSON reader (<see cref="JsonProblem"/>).
/// </summary>
internal static class Utf8Bodies
{
    public static void UseUtf8Bodies(this WebApplication app) => app.Use((context, next) =>
        DeclaredCharset(context.Request) is { } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? throw new BadHttpRequestException($"The body is declared as {charset}; send JSON as UTF-8.")
            : next(context));

    private static string? DeclaredCharset(HttpRequest request) =>
        request.HasJsonContentType() && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? type.CharSet?.Trim('"')
            : null;
}
