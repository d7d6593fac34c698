using Microsoft.AspNetCore.Http;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>Answers that go on: one JSON document a line (NDJSON).</summary>
internal static class Lines
{
    public static void BeginLines(this HttpResponse response)
    {
        response.ContentType = "application/x-ndjson";
        response.Headers.CacheControl = "no-cache";
    }
}
