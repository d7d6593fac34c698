using System.Security.Cryptography;
using System.Text.Json;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Idempotency;

/// <summary>
/// A POST with the header <c>Idempotency-Key</c> takes effect once (IETF draft "The Idempotency-Key HTTP Header Field"): the
/// key, the effect and the answer are written in one transaction, and a repeated request gets the same answer.
/// </summary>
public static class IdempotencyKeys
{
    /// <summary>The request's header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>In the answer to a repeated request.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>The longest key.</summary>
    public const int MaxLength = 200;

    /// <summary>Lets an endpoint with the body <typeparamref name="TBody"/> be called with a key. It may not open a transaction itself.</summary>
    public static RouteHandlerBuilder TakesIdempotencyKey<TBody>(this RouteHandlerBuilder builder) => builder
        .AddEndpointFilter((invocation, next) => InvokeAsync(invocation, invocation.Arguments.OfType<TBody>().Single(), next))
        .WithMetadata(new TakesIdempotencyKeyMetadata());

    private static async ValueTask<object?> InvokeAsync<TBody>(EndpointFilterInvocationContext invocation, TBody body, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var keys = context.Request.Headers[Header];
        if (keys.Count == 0)
            return await next(invocation);
        if (keys is not [{ Length: > 0 and <= MaxLength } key])
            return TypedResults.Problem($"{Header} is one key of 1 to {MaxLength} characters.", statusCode: StatusCodes.Status400BadRequest);

        var database = context.RequestServices.GetRequiredService<ExercisesDbContext>();
        var hash = HashOf(context.Request.Path, body);
        return await database.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            database.ChangeTracker.Clear();
            await using var transaction = await database.Database.BeginTransactionAsync(context.RequestAborted);
            if (await TryTakeAsync(database, Caller.Of(context).Id, key, hash, context.RequestAborted) is { } earlier)
                return earlier.RequestHash == hash ? Replay(context, earlier) : Misused();

            var result = await next(invocation);
            if (Inner(result) is IStatusCodeHttpResult { StatusCode: >= 200 and < 300 and var status } done)
            {
                await KeepAnswerAsync(context, database, key, status, done);
                await transaction.CommitAsync(context.RequestAborted);
            }
            return result; // a refused request is rolled back with its key: it may be corrected and sent again
        });
    }

    /// <summary>
    /// Takes the key, or finds the answer that it got before. While another request with the key is at work, the insert waits
    /// for its end (PostgreSQL documentation, 63.5: the index entry of a transaction in progress).
    /// </summary>
    private static async Task<IdempotentAnswer?> TryTakeAsync(
        ExercisesDbContext database, string caller, string key, string hash, CancellationToken cancellation)
    {
        var taken = await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO idempotent_answers ("Caller", "Key", "RequestHash", "Status", "At")
            VALUES ({caller}, {key}, {hash}, 0, now()) ON CONFLICT DO NOTHING
            """,
            cancellation);
        return taken == 1
            ? null
            : await database.IdempotentAnswers.AsNoTracking().SingleAsync(answer => answer.Caller == caller && answer.Key == key, cancellation);
    }

    private static Task<int> KeepAnswerAsync(
        HttpContext context, ExercisesDbContext database, string key, int status, IStatusCodeHttpResult result)
    {
        var caller = Caller.Of(context).Id;
        var body = result is IValueHttpResult { Value: { } value } ? JsonSerializer.Serialize(value, value.GetType(), JsonConventions.Options) : null;
        var location = result.GetType().GetProperty("Location")?.GetValue(result) as string;
        var etag = context.Response.Headers.ETag.FirstOrDefault();
        return database.IdempotentAnswers.Where(answer => answer.Caller == caller && answer.Key == key).ExecuteUpdateAsync(
            answer => answer.SetProperty(a => a.Status, status).SetProperty(a => a.Body, body)
                .SetProperty(a => a.Location, location).SetProperty(a => a.ETag, etag),
            context.RequestAborted);
    }

    private static IResult Replay(HttpContext context, IdempotentAnswer answer)
    {
        context.Response.Headers[ReplayedHeader] = "true";
        context.Response.Headers.ETag = answer.ETag;
        context.Response.Headers.Location = answer.Location;
        return answer.Body is null ? TypedResults.StatusCode(answer.Status) : TypedResults.Text(answer.Body, "application/json", statusCode: answer.Status);
    }

    private static ProblemHttpResult Misused() => TypedResults.Problem(
        $"This {Header} was used for another request: choose a new key for this one.", statusCode: StatusCodes.Status422UnprocessableEntity);

    private static object? Inner(object? result) => result is INestedHttpResult nested ? Inner(nested.Result) : result;

    private static string HashOf<TBody>(PathString path, TBody body)
        => Convert.ToHexStringLower(SHA256.HashData([
            .. JsonSerializer.SerializeToUtf8Bytes(path.Value), .. JsonSerializer.SerializeToUtf8Bytes(body, JsonConventions.Options)]));
}

/// <summary>Marks an endpoint for OpenAPI.</summary>
public sealed class TakesIdempotencyKeyMetadata;
