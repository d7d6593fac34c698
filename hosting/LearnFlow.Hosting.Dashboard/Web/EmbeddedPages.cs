using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Web;

/// <summary>The pages: one shell of HTML, a style sheet and small script modules, all clients of the JSON API. They are part of the assembly.</summary>
internal static class EmbeddedPages
{
    private static readonly ConcurrentDictionary<string, string> s_files = new(StringComparer.Ordinal);

    /// <summary>Pages that the shell shows, by the first segment of their path.</summary>
    private static readonly string[] s_pages = ["/", "/resources", "/graph", "/console", "/logs", "/traces", "/trace/{id}", "/metrics", "/messages", "/state", "/mail"];

    public static void MapPages(this IEndpointRouteBuilder endpoints)
    {
        foreach (var path in s_pages)
            endpoints.MapGet(path, () => Results.Text(Read("wwwroot/index.html"), "text/html; charset=utf-8"));
        foreach (var name in Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => !n.EndsWith(".html", StringComparison.Ordinal)))
            endpoints.MapGet(name["wwwroot".Length..], () => Results.Text(Read(name), Type(name)));
    }

    /// <summary>The text of an embedded file.</summary>
    public static string Read(string name) => s_files.GetOrAdd(name, static n =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(n) ?? throw new FileNotFoundException($"The assembly holds no '{n}'.", n);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    private static string Type(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
