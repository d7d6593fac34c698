using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace LearnFlow.LanguageModels;

/// <summary>
/// Retries, time limit and circuit breaker of the calls to a model. A learner waits at the other end, so nothing is waited
/// for that takes longer than the offline tutor's answer is worth waiting for.
/// </summary>
internal static class ModelResilience
{
    private const int Retries = 2;

    /// <summary>A server that asks for more patience than this is left alone; the offline tutor answers.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3);

    public static void AddModelResilience(this IHttpClientBuilder http, ModelOptions options)
    {
#pragma warning disable EXTEXP0001 // the defaults for every client do not retry a POST; this one has no other effect than its answer
        http.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        http.AddResilienceHandler("language-model", pipeline => pipeline
            .AddTimeout(options.FirstTokenTimeout)
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = outcome => ValueTask.FromResult(
                    HttpClientResiliencePredicates.IsTransient(outcome.Outcome) && Wait(outcome.Outcome.Result) <= s_longestWait),
            })
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                MinimumThroughput = 6,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
            }));
    }

    private static TimeSpan Wait(HttpResponseMessage? response) =>
        response is { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable }
        ? response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - DateTimeOffset.UtcNow) ?? TimeSpan.Zero
        : TimeSpan.Zero;
}
