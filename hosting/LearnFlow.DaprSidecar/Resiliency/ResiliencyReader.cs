using System.Globalization;
using System.Text.RegularExpressions;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Resources;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace LearnFlow.DaprSidecar.Resiliency;

/// <summary>Builds Polly pipelines from Dapr's Resiliency resources.</summary>
/// <remarks>
/// Contract: docs.dapr.io/operations/resiliency. Order as in Dapr: the retry is outermost, then the circuit breaker, then the timeout of
/// one attempt. A breaker trips on <c>consecutiveFailures</c> as its <c>trip</c> expression says.
/// </remarks>
internal static partial class ResiliencyReader
{
    /// <exception cref="FormatException">A target names a policy that is not there.</exception>
    public static ResiliencyPolicies Read(IReadOnlyList<YamlResource> resources)
    {
        if (resources.Count == 0) return ResiliencyPolicies.None;
        var pipelines = new Dictionary<string, ResiliencePipeline>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            foreach (var (app, target) in resource.Children("spec.targets.apps")) pipelines[$"apps/{app}"] = Build(resource, target, "");
            foreach (var (component, target) in resource.Children("spec.targets.components"))
            {
                if (target.Children("outbound").Any()) pipelines[$"components/{component}/outbound"] = Build(resource, target, "outbound.");
                if (target.Children("inbound").Any()) pipelines[$"components/{component}/inbound"] = Build(resource, target, "inbound.");
            }
        }
        return new ResiliencyPolicies(pipelines);
    }

    private static ResiliencePipeline Build(YamlResource resource, YamlResource target, string direction)
    {
        var builder = new ResiliencePipelineBuilder();
        if (target.Text(direction + "retry") is { } retry) AddRetry(builder, Policy(resource, "retries", retry));
        if (target.Text(direction + "circuitBreaker") is { } breaker) AddBreaker(builder, Policy(resource, "circuitBreakers", breaker));
        if (target.Text(direction + "timeout") is { } timeout)
            builder.AddTimeout(new TimeoutStrategyOptions { Timeout = GoDuration.Parse(resource.Text($"spec.policies.timeouts.{timeout}")
                ?? throw new FormatException($"there is no timeout policy named '{timeout}'")) });
        return builder.Build();
    }

    private static void AddRetry(ResiliencePipelineBuilder builder, YamlResource policy)
    {
        var exponential = policy.Text("policy") == "exponential";
        var limit = policy.Text("maxRetries") is { } max ? int.Parse(max, CultureInfo.InvariantCulture) : -1;
        if (limit == 0) return;
        builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = limit < 0 ? int.MaxValue : limit,
            BackoffType = exponential ? DelayBackoffType.Exponential : DelayBackoffType.Constant,
            // Dapr's defaults: 5 s constant; exponential starts at 500 ms and grows up to 60 s.
            Delay = exponential ? TimeSpan.FromMilliseconds(500) : policy.Text("duration") is { } duration ? GoDuration.Parse(duration)
                : TimeSpan.FromSeconds(5),
            MaxDelay = exponential ? policy.Text("maxInterval") is { } interval ? GoDuration.Parse(interval) : TimeSpan.FromSeconds(60) : null,
            UseJitter = exponential,
            ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not (OperationCanceledException or BrokenCircuitException)),
        });
    }

    private static void AddBreaker(ResiliencePipelineBuilder builder, YamlResource policy)
    {
        var failures = ConsecutiveFailures().Match(policy.Text("trip") ?? "consecutiveFailures > 5");
        if (!failures.Success) throw new FormatException($"the circuit breaker's trip '{policy.Text("trip")}' is not of the form 'consecutiveFailures > 5'");
        var limit = int.Parse(failures.Groups[2].ValueSpan, CultureInfo.InvariantCulture) + (failures.Groups[1].Value == ">" ? 1 : 0);
        // Polly counts a share of failures; all of at least this many calls is a run of failures.
        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1,
            MinimumThroughput = Math.Max(2, limit),
            SamplingDuration = policy.Text("interval") is { } interval && interval != "0s" ? GoDuration.Parse(interval) : TimeSpan.FromMinutes(1),
            BreakDuration = policy.Text("timeout") is { } open ? GoDuration.Parse(open) : TimeSpan.FromSeconds(60),
            ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not OperationCanceledException),
        });
    }

    private static YamlResource Policy(YamlResource resource, string kind, string name) =>
        resource.Children($"spec.policies.{kind}").Where(p => p.Name == name).Select(p => p.Value).FirstOrDefault()
            ?? throw new FormatException($"there is no policy named '{name}' under {kind}");

    [GeneratedRegex(@"^\s*consecutiveFailures\s*(>=|>)\s*(\d+)\s*$")]
    private static partial Regex ConsecutiveFailures();
}
