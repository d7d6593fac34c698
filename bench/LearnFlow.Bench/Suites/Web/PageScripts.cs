using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace LearnFlow.Bench.Suites.Web;

/// <summary>How much script a page ships, as it comes over the wire.</summary>
internal static partial class PageScripts
{
    /// <summary>The compressed size of the page's scripts and of what they import at once (not of what they load later), in kB.</summary>
    public static async Task<double> KilobytesAsync(HttpClient web, string page, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        var next = new Queue<string>(Source().Matches(await web.GetStringAsync(page, cancellationToken)).Select(match => match.Groups[1].Value));
        var bytes = 0L;
        while (next.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;

            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
            using var response = await web.SendAsync(request, cancellationToken);
            bytes += (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length;
            var script = await web.GetStringAsync(path, cancellationToken);
            foreach (Match import in Import().Matches(script))
                next.Enqueue(new Uri(new Uri(new Uri("http://site"), path), import.Groups[1].Value).AbsolutePath);
        }

        return bytes / 1000.0;
    }

    [GeneratedRegex("<script[^>]+src=\"([^\"]+)\"")]
    private static partial Regex Source();

    /// <summary>A static import of a chunk; a dynamic one has a parenthesis.</summary>
    [GeneratedRegex("(?:from|import)\\s*\"(\\./[^\"]+)\"")]
    private static partial Regex Import();
}
