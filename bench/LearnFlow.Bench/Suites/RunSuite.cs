using System.Net.Http.Json;

namespace LearnFlow.Bench.Suites;

/// <summary>A run of hello through Web's public API, beside starting python3 in the same loop.</summary>
internal static class RunSuite
{
    private const int WarmUps = 50, MoreWarmUps = 500, Runs = 300;
    private const string Hello = "print('hello')";

    /// <summary>Boots the system and measures; one learner, one run at a time.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var python = await NativePython.FindAsync(cancellationToken);
        await using var system = await LearnFlowSystem.StartAsync(cancellationToken);
        using var web = system.CreateWebClient();

        async Task Gateway()
        {
            using var response = await web.PostAsJsonAsync("/api/sandbox/run", new { language = "python", code = Hello }, cancellationToken);
            response.EnsureSuccessStatusCode();
        }

        var (coldGateway, coldNative) = await MeasureAfterAsync(WarmUps);
        var (gateway, native) = await MeasureAfterAsync(MoreWarmUps);
        return
        [
            new("run_gateway_cold_p50_ms", coldGateway.Percentile(50), "ms", coldNative.Percentile(50)),
            new("run_gateway_cold_p95_ms", coldGateway.Percentile(95), "ms", coldNative.Percentile(95)),
            new("run_gateway_p50_ms", gateway.Percentile(50), "ms", native.Percentile(50)),
            new("run_gateway_p95_ms", gateway.Percentile(95), "ms", native.Percentile(95)),
            new("run_gateway_ratio", gateway.Percentile(50) / native.Percentile(50), "×", Goal: 0.6),
        ];

        async Task<(Samples Gateway, Samples Native)> MeasureAfterAsync(int warmUps)
        {
            for (var i = 0; i < warmUps; i++)
                await Gateway();

            // In turn, so that both meet the same machine.
            Samples gateway = new(), native = new();
            for (var i = 0; i < Runs; i++)
            {
                await gateway.AddAsync(Gateway);
                await native.AddAsync(() => python.RunAsync(Hello, cancellationToken));
            }

            return (gateway, native);
        }
    }
}
