using System.Diagnostics;
using System.Globalization;
using Dapr.Client;
using LearnFlow.Tests.Dapr;

namespace LearnFlow.Bench.Suites.Dapr;

/// <summary>One sidecar process (four for one figure) between an app, the embedded PostgreSQL and the development broker.</summary>
internal static class DaprSuite
{
    private const int WarmUps = 2000, InvokeWarmUps = 20_000, Calls = 4000, Latencies = 2000, Events = 40_000, Partitions = 8;
    private const string Topic = "bench", FourTopic = "bench-four";
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_load =
        TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("LEARNFLOW_BENCH_LOAD_SECONDS") ?? "60", CultureInfo.InvariantCulture));

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-bench-dapr-");
        try
        {
            await using var postgres = await TestPostgres.StartAsync(Path.Combine(folder.FullName, "data"), TestProcess.FreePort());
            await using var broker = await TestBroker.StartAsync(0, $"{Topic}:{Partitions}", $"{FourTopic}:{Partitions}");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "components.yaml"), Components(postgres, broker), cancellationToken);
            await using var app = await BenchApp.StartAsync(Topic);
            await using var sidecar = await SidecarProcess.StartAsync("bench", app.Port, folder.FullName, cancellationToken);
            using var dapr = Client(sidecar);
            List<Figure> figures =
            [
                .. await InvokeAsync(app, sidecar, cancellationToken),
                .. await StateAsync(dapr, cancellationToken),
                .. await LatencyAsync(app, dapr, cancellationToken),
                new("events_per_s_first", await ThroughputAsync(Topic, [app], dapr, cancellationToken), "1/s", Goal: 5000, HigherIsBetter: true),
                new("events_per_s", await ThroughputAsync(Topic, [app], dapr, cancellationToken), "1/s", Goal: 5000, HigherIsBetter: true),
                await LoadAsync(app, sidecar, dapr, cancellationToken),
                .. await IdleAsync(sidecar, broker, cancellationToken),
                await FourConsumersAsync(folder.FullName, dapr, cancellationToken),
            ];
            return figures;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> InvokeAsync(BenchApp app, SidecarProcess sidecar, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var through = new Uri($"http://127.0.0.1:{sidecar.HttpPort}/v1.0/invoke/bench/method/hello");
        var straight = new Uri(app.Address, "/hello");
        // In turn, so that both meet the same machine; some seconds of warm-up, or the 99th percentile is the runtime still compiling.
        Samples direct = new(), invoked = new(), coldDirect = new(), coldInvoked = new();
        for (var i = 0; i < InvokeWarmUps + Calls; i++)
        {
            var (straightSamples, throughSamples) = i < Calls ? (coldDirect, coldInvoked) : i < InvokeWarmUps ? (new(), new()) : (direct, invoked);
            await straightSamples.AddAsync(() => http.GetStringAsync(straight, cancellationToken));
            await throughSamples.AddAsync(() => http.GetStringAsync(through, cancellationToken));
        }
        return
        [
            new("invoke_added_p50_ms", invoked.Percentile(50) - direct.Percentile(50), "ms", direct.Percentile(50), Goal: 0.4),
            new("invoke_added_p99_ms", invoked.Percentile(99) - direct.Percentile(99), "ms", direct.Percentile(99), Goal: 2),
            new("invoke_cold_added_p99_ms", coldInvoked.Percentile(99) - coldDirect.Percentile(99), "ms", coldDirect.Percentile(99), Goal: 2),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> StateAsync(DaprClient dapr, CancellationToken cancellationToken)
    {
        Samples gets = new(), saves = new();
        for (var i = 0; i < WarmUps + Calls; i++)
        {
            Samples get = i < WarmUps ? new() : gets, save = i < WarmUps ? new() : saves;
            await save.AddAsync(() => dapr.SaveStateAsync("statestore", $"key-{i % 100}", new { learner = "ann", attempts = i }, cancellationToken: cancellationToken));
            await get.AddAsync(() => dapr.GetStateAsync<object>("statestore", $"key-{i % 100}", cancellationToken: cancellationToken));
        }
        return
        [
            new("state_get_p50_ms", gets.Percentile(50), "ms", Goal: 1.5),
            new("state_get_p99_ms", gets.Percentile(99), "ms"),
            new("state_save_p50_ms", saves.Percentile(50), "ms", Goal: 1.5),
            new("state_save_p99_ms", saves.Percentile(99), "ms"),
        ];
    }

    // 200 events a second, from the call of publish to the app's handler.
    private static async Task<IReadOnlyList<Figure>> LatencyAsync(BenchApp app, DaprClient dapr, CancellationToken cancellationToken)
    {
        var latencies = new List<double>();
        foreach (var measured in (bool[])[false, true])
        {
            var all = app.ExpectAsync(Latencies, measured ? latencies : null);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            for (var i = 0; i < Latencies && await timer.WaitForNextTickAsync(cancellationToken); i++)
                await dapr.PublishEventAsync("pubsub", Topic, Stopwatch.GetTimestamp(), new Dictionary<string, string> { ["partitionKey"] = $"k{i % 32}" }, cancellationToken);
            await all.WaitAsync(cancellationToken);
        }
        latencies.Sort();
        return
        [
            new("pubsub_p50_ms", latencies[latencies.Count / 2], "ms", Goal: 5),
            new("pubsub_p99_ms", latencies[latencies.Count * 99 / 100], "ms", Goal: 20),
        ];
    }

    // From the first publish to the last event's arrival, published in batches of 200 over four calls at a time.
    private static async Task<double> ThroughputAsync(string topic, IReadOnlyList<BenchApp> apps, DaprClient dapr, CancellationToken cancellationToken)
    {
        var arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var app in apps)
            app.OnArrival(() =>
            {
                if (Interlocked.Increment(ref arrived) == Events)
                    all.SetResult();
            });
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Events / 200), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (batch, stop) =>
        {
            var events = Enumerable.Range(0, 200).Select(_ => Stopwatch.GetTimestamp()).ToList();
            await dapr.BulkPublishEventAsync("pubsub", topic, events, new Dictionary<string, string> { ["partitionKey"] = $"k{batch}" }, stop);
        });
        await all.Task.WaitAsync(cancellationToken);
        return Events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Four replicas of one app, each with its sidecar: a consumer group of four.
    private static async Task<Figure> FourConsumersAsync(string resources, DaprClient publisher, CancellationToken cancellationToken)
    {
        var (apps, sidecars) = (new List<BenchApp>(), new List<SidecarProcess>());
        try
        {
            for (var i = 0; i < 4; i++)
            {
                apps.Add(await BenchApp.StartAsync(FourTopic));
                sidecars.Add(await SidecarProcess.StartAsync("bench-four", apps[i].Port, resources, cancellationToken));
            }
            // The first round lets the group settle.
            await ThroughputAsync(FourTopic, apps, publisher, cancellationToken);
            return new("events_per_s_four_consumers", await ThroughputAsync(FourTopic, apps, publisher, cancellationToken), "1/s", Goal: 5000, HigherIsBetter: true);
        }
        finally
        {
            foreach (var sidecar in sidecars)
                await sidecar.DisposeAsync();
            foreach (var app in apps)
                await app.DisposeAsync();
        }
    }

    // Invocation, state and events at once, for as long as LEARNFLOW_BENCH_LOAD_SECONDS says after a warm-up of the same kind.
    private static async Task<Figure> LoadAsync(BenchApp app, SidecarProcess sidecar, DaprClient dapr, CancellationToken cancellationToken)
    {
        app.OnArrival(() => { });
        await WorkAsync(s_load / 3);
        var before = sidecar.ResidentMegabytes;
        await WorkAsync(s_load);
        return new("rss_growth_mb", sidecar.ResidentMegabytes - before, "MB", before, Goal: 20);

        async Task WorkAsync(TimeSpan duration)
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sidecar.HttpPort}") };
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            end.CancelAfter(duration);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
            {
                for (var i = 0; !end.IsCancellationRequested; i++)
                {
                    await http.GetStringAsync("/v1.0/invoke/bench/method/hello", cancellationToken);
                    await dapr.SaveStateAsync("statestore", $"load-{worker}-{i % 1000}", new string('x', 1000), cancellationToken: cancellationToken);
                    await dapr.GetStateAsync<string>("statestore", $"load-{worker}-{i % 1000}", cancellationToken: cancellationToken);
                    await dapr.PublishEventAsync("pubsub", Topic, Stopwatch.GetTimestamp(), cancellationToken);
                }
            }));
        }
    }

    private static async Task<IReadOnlyList<Figure>> IdleAsync(SidecarProcess sidecar, TestBroker broker, CancellationToken cancellationToken)
    {
        using var brokerProcess = Process.GetProcessById(broker.Process.ProcessId);
        var (sidecarBefore, brokerBefore) = (sidecar.CpuTime, brokerProcess.TotalProcessorTime);
        await Task.Delay(s_idle, cancellationToken);
        brokerProcess.Refresh();
        var minutes = s_idle.TotalMinutes;
        return
        [
            new("idle_sidecar_cpu_s_per_min", (sidecar.CpuTime - sidecarBefore).TotalSeconds / minutes, "s"),
            new("idle_broker_cpu_s_per_min", (brokerProcess.TotalProcessorTime - brokerBefore).TotalSeconds / minutes, "s"),
        ];
    }

    private static DaprClient Client(SidecarProcess sidecar) => new DaprClientBuilder()
        .UseHttpEndpoint($"http://127.0.0.1:{sidecar.HttpPort}").UseGrpcEndpoint($"http://127.0.0.1:{sidecar.GrpcPort}").Build();

    private static string Components(TestPostgres postgres, TestBroker broker) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: statestore
        spec:
          type: state.postgresql
          version: v2
          metadata:
          - name: connectionString
            value: "{postgres.ConnectionString};Database=postgres"
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: pubsub
        spec:
          type: pubsub.kafka
          version: v1
          metadata:
          - name: brokers
            value: "{broker.BootstrapServers}"
          - name: authType
            value: none
          - name: initialOffset
            value: oldest
        """;
}
