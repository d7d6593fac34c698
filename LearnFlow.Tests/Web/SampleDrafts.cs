using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Web;

/// <summary>What the stand-in keeps of learners' programs: drafts with ETags, versions, links.</summary>
internal static class SampleDrafts
{
    private const string Exercises = "/v1.0/invoke/exercises/method";

    public static void Map(WebApplication app)
    {
        var drafts = new ConcurrentDictionary<(string Learner, string Name), (int Version, string Code)>();
        var versions = new ConcurrentDictionary<(string Learner, string Name), List<SampleVersion>>();
        var shares = new ConcurrentDictionary<string, (string Learner, string Title, string Code)>();

        app.MapGet(Exercises + "/drafts/{name}", (HttpContext context, string name) =>
        {
            var (version, code) = drafts.GetValueOrDefault((LearnerOf(context), name));
            context.Response.Headers.ETag = $"\"{version}\"";
            return Results.Json(new { name, code = version == 0 ? null : code, at = DateTimeOffset.UnixEpoch });
        });
        app.MapPut(Exercises + "/drafts/{name}", (HttpContext context, string name, JsonElement body) =>
        {
            lock (drafts)
            {
                var read = context.Request.Headers.IfMatch.ToString();
                var (version, _) = drafts.GetValueOrDefault((LearnerOf(context), name));
                if (read != $"\"{version}\"")
                {
                    return Results.Problem("Somebody changed this since you read it.", statusCode: StatusCodes.Status412PreconditionFailed);
                }

                var code = body.GetProperty("code").GetString()!;
                drafts[(LearnerOf(context), name)] = (version + 1, code);
                context.Response.Headers.ETag = $"\"{version + 1}\"";
                return Results.Json(new { name, code, at = DateTimeOffset.UnixEpoch });
            }
        });
        app.MapGet(Exercises + "/drafts/{name}/versions", (HttpContext context, string name) => Of(context, name));
        app.MapPost(Exercises + "/drafts/{name}/versions", (HttpContext context, string name, JsonElement body) =>
        {
            var kept = Of(context, name);
            var added = new SampleVersion(Guid.CreateVersion7(), DateTimeOffset.UtcNow, body.TryGetProperty("title", out var title) ? title.GetString() : null, body.GetProperty("code").GetString()!);
            if (kept.Count == 0 || kept[0].Code != added.Code)
            {
                kept.Insert(0, added);
            }

            return kept[0];
        });
        app.MapPut(Exercises + "/drafts/{name}/versions/{id:guid}", (HttpContext context, string name, Guid id, JsonElement body) =>
        {
            var kept = Of(context, name);
            var at = kept.FindIndex(version => version.Id == id);
            return kept[at] = kept[at] with { Title = body.GetProperty("title").GetString() };
        });
        app.MapGet(Exercises + "/shares", (HttpContext context) => shares.Where(share => share.Value.Learner == LearnerOf(context))
            .Select(share => new { token = share.Key, title = share.Value.Title, at = DateTimeOffset.UnixEpoch }));
        app.MapPost(Exercises + "/shares", (HttpContext context, JsonElement body) =>
        {
            var token = Guid.NewGuid().ToString("N");
            shares[token] = (LearnerOf(context), body.GetProperty("title").GetString()!, body.GetProperty("code").GetString()!);
            return Results.Json(new { token, title = shares[token].Title, code = shares[token].Code, at = DateTimeOffset.UnixEpoch, own = true });
        });
        app.MapGet(Exercises + "/shares/{token}", (HttpContext context, string token) => shares.TryGetValue(token, out var share)
            ? Results.Json(new { token, title = share.Title, code = share.Code, at = DateTimeOffset.UnixEpoch, own = share.Learner == LearnerOf(context) })
            : Results.Problem("There is no such link, or it was taken back.", statusCode: StatusCodes.Status404NotFound));
        app.MapDelete(Exercises + "/shares/{token}", (string token) => shares.TryRemove(token, out _) ? Results.NoContent() : Results.NotFound());

        List<SampleVersion> Of(HttpContext context, string name) => versions.GetOrAdd((LearnerOf(context), name), _ => []);
    }

    private static string LearnerOf(HttpContext context)
        => SidecarStandIn.LearnerOf(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));

    private sealed record SampleVersion(Guid Id, DateTimeOffset At, string? Title, string Code);
}
