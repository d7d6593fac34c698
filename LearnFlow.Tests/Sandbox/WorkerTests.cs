using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using LearnFlow.Sandbox.Interactive;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class WorkerTests
{
    private static readonly RunRequest s_endless = new("python", "while True: pass", Limits: new RunLimits(30_000, 20_000));

    [TestMethod]
    public async Task A_dead_worker_is_a_503_problem_and_is_replaced()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        var running = sandbox.PostAsync(s_endless);
        using var worker = Process.GetProcessById(sandbox.Pool.Ready.Single());
        await BusyAsync(worker);

        worker.Kill();

        using var response = await running;
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.IsNotNull(response.Headers.RetryAfter);
        Assert.AreEqual("ok\n", (await sandbox.RunAsync("print('ok')")).Output);
        Assert.AreNotEqual(worker.Id, sandbox.Pool.Ready.Single());
    }

    [TestMethod]
    public async Task A_run_that_waits_beyond_the_deadline_is_a_429_problem_with_a_time_to_come_back()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1", "--Sandbox:QueueSeconds=0.2");
        using var stop = new CancellationTokenSource();
        var running = sandbox.PostAsync(s_endless, cancellationToken: stop.Token);
        using var worker = Process.GetProcessById(sandbox.Pool.Ready.Single());
        await BusyAsync(worker);

        using (var response = await sandbox.PostAsync(s_endless))
        {
            Assert.AreEqual(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.IsGreaterThanOrEqualTo(1, response.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        }
        Assert.AreEqual(0, sandbox.Pool.Waiting);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
    }

    [TestMethod]
    public async Task A_learner_whose_programs_never_end_leaves_a_worker_to_the_others()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=2");
        await sandbox.WaitForWorkersAsync(2);
        using var stop = new CancellationTokenSource();
        var endless = Enumerable.Range(0, 4).Select(_ => sandbox.PostAsync(s_endless, "greedy", stop.Token)).ToList();
        while (sandbox.Pool.Waiting < 3)
            await Task.Yield();

        Assert.AreEqual("1\n", (await sandbox.RunAsync(new RunRequest("python", "print(1)"), "another")).Output);

        Assert.IsFalse(endless.Any(request => request.IsCompleted));
        await stop.CancelAsync();
        await Task.WhenAll(endless).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [TestMethod]
    public async Task Whoever_watches_a_run_is_told_that_it_waits()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        using var stop = new CancellationTokenSource();
        var running = Enumerable.Range(0, 200).Select(number => sandbox.PostAsync(s_endless, $"learner-{number}", stop.Token)).ToList();
        while (sandbox.Pool.Waiting < 199)
            await Task.Yield();

        using var request = new HttpRequestMessage(HttpMethod.Post, "/run/stream") { Content = JsonContent.Create(new StreamRequest(new RunRequest("python", "print(1)")), options: JsonConventions.Options) };
        using var response = await sandbox.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.AreEqual("event: queued", await lines.ReadLineAsync());
        StringAssert.Contains(await lines.ReadLineAsync(), "\"ahead\":199,");
        await stop.CancelAsync();
        await Task.WhenAll(running).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [TestMethod]
    public async Task A_caller_that_goes_away_frees_the_worker()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        using var caller = new CancellationTokenSource();
        var running = sandbox.PostAsync(s_endless, "learner", caller.Token);
        using var worker = Process.GetProcessById(sandbox.Pool.Ready.Single());
        await BusyAsync(worker);

        await caller.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
        Assert.AreEqual("free\n", (await sandbox.RunAsync("print('free')")).Output);
        Assert.AreEqual(worker.Id, sandbox.Pool.Ready.Single());
        Assert.IsEmpty(sandbox.Attempts);
    }

    [TestMethod]
    public async Task A_caller_that_goes_away_while_waiting_gives_its_place_back()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        using var stop = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        var running = sandbox.PostAsync(s_endless, cancellationToken: stop.Token);
        using var worker = Process.GetProcessById(sandbox.Pool.Ready.Single());
        await BusyAsync(worker);
        var waiting = sandbox.PostAsync(s_endless, cancellationToken: leave.Token);
        while (sandbox.Pool.Waiting == 0)
            await Task.Yield();

        await leave.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        while (sandbox.Pool.Waiting > 0)
            await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
    }

    [TestMethod]
    public async Task A_worker_on_Linux_has_no_new_privileges_and_few_descriptors_and_makes_no_files()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var sandbox = await SharedSandbox.GetAsync();
        var worker = $"/proc/{sandbox.Pool.Ready.First()}";

        StringAssert.Contains(await File.ReadAllTextAsync($"{worker}/status"), "NoNewPrivs:\t1");
        var limits = (await File.ReadAllLinesAsync($"{worker}/limits")).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        foreach (var limit in (string[])["Max core file size 0 0", "Max open files 256 256", "Max file size 0 0"])
            Assert.IsTrue(limits.Any(line => line.StartsWith(limit, StringComparison.Ordinal)), limit);
    }

    [TestMethod]
    public async Task A_worker_is_replaced_after_its_number_of_runs()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1", "--Sandbox:RunsPerWorker=2");
        var first = sandbox.Pool.Ready.Single();

        for (var run = 0; run < 3; run++)
            Assert.AreEqual("1\n", (await sandbox.RunAsync("print(1)")).Output);

        Assert.DoesNotContain(first, sandbox.Pool.Ready);
    }

    [TestMethod]
    public async Task A_worker_that_has_grown_beyond_its_bound_is_replaced_before_the_next_run()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1", "--Sandbox:WorkerGrowthBytes=8000000");
        var first = sandbox.Pool.Ready.Single();

        await sandbox.RunAsync("for i in range(30): open(str(i), 'wb').write(bytes(1 << 20))", limits: new RunLimits(FileBytes: 32 << 20));
        await sandbox.RunAsync("print(1)");

        Assert.DoesNotContain(first, sandbox.Pool.Ready);
    }

    [TestMethod]
    public async Task A_worker_that_runs_hostile_programs_stays_within_its_bound()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        var first = sandbox.Pool.Ready.Single();

        foreach (var attack in Attack.All.Where(attack => attack.Class is "files" or "memory"))
            await sandbox.RunAsync(attack.Code, limits: new RunLimits(30_000, 20_000, FileBytes: 32 << 20));

        CollectionAssert.AreEqual(new[] { first }, sandbox.Pool.Ready.ToArray());
    }

    [TestMethod]
    public async Task A_run_that_cannot_be_recorded_is_a_503_problem_that_says_so()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        sandbox.RecorderFailure = new IOException("The sidecar is away.");

        using var response = await sandbox.PostAsync(new RunRequest("python", "print(1)"), "learner");

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("could not be saved", await response.Content.ReadAsStringAsync());
    }

    // A worker at work uses its processor; an idle one waits at a pipe.
    private static async Task BusyAsync(Process worker)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var before = worker.TotalProcessorTime;
        do
        {
            await poll.WaitForNextTickAsync(patience.Token);
            worker.Refresh();
        }
        while (worker.TotalProcessorTime - before < TimeSpan.FromMilliseconds(200));
    }
}
