using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class AttackTests
{
    // Endless programs end soon; the others have all the time that a busy machine may need for them.
    private static readonly RunLimits s_short = new(WallTimeMs: 500, CpuTimeMs: 20_000, MemoryBytes: 64 << 20, OutputBytes: 16 << 10);
    private static readonly RunLimits s_long = s_short with { WallTimeMs = 30_000 };

    public static IEnumerable<object[]> Attacks => SharedSandbox.Pythons.SelectMany(python => Attack.All.Select(attack => new object[] { python, attack.ToString() }));

    [TestMethod]
    [DynamicData(nameof(Attacks))]
    public async Task An_attack_ends_as_it_must_and_the_next_run_is_unaffected(string python, string name)
    {
        var attack = Attack.All.Single(attack => attack.ToString() == name);
        var sandbox = await SharedSandbox.GetAsync(python);

        var result = await sandbox.RunAsync(attack.Code, limits: attack.Status == RunStatus.WallTimeLimit ? s_short : s_long);

        Assert.DoesNotContain("REACHED", result.Output);
        var panics = attack.PanicsInVfs && result.Runtime.Contains("@runno", StringComparison.Ordinal);
        Assert.AreEqual(panics ? RunStatus.Error : attack.Status, result.Status, $"{result.Output}\n{result.Error}");
        if (!panics && attack.Code.Contains("REACHED", StringComparison.Ordinal))
            StringAssert.StartsWith(result.Output, "contained ");
        var next = await sandbox.RunAsync("import os, json, random\nprint(len(json.dumps([random.random() < 1])), os.listdir('/work'), os.listdir('/tmp'))");
        Assert.AreEqual("6 ['main.py'] []\n", next.Output, next.Error);
    }

    [TestMethod]
    public void There_are_at_least_a_hundred_and_fifty_named_attacks()
    {
        var names = Attack.All.Select(attack => attack.ToString()).Concat(VerdictAttack.All.Select(attack => $"verdict: {attack}")).ToList();
        Assert.IsGreaterThanOrEqualTo(150, names.Count);
        Assert.AreEqual(names.Count, names.Distinct().Count());
    }

    [TestMethod]
    public async Task No_attack_kills_a_worker()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        var worker = sandbox.Pool.Ready.Single();

        foreach (var attack in Attack.All.Where(attack => attack.Status != RunStatus.WallTimeLimit))
            await sandbox.RunAsync(attack.Code, limits: s_long);

        Assert.AreEqual(worker, sandbox.Pool.Ready.Single());
    }
}
