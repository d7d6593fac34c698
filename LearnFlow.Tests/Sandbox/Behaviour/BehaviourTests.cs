using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox.Behaviour;

/// <summary>Python behaves in the sandbox as python3.11 does, on every build of it that is here.</summary>
[TestClass]
public sealed class BehaviourTests
{
    public static IEnumerable<object[]> Checks => SharedSandbox.Pythons.SelectMany(python => BehaviourCheck.All.Keys.Select(name => new object[] { python, name }));

    [TestMethod]
    [DynamicData(nameof(Checks))]
    public async Task A_program_prints_what_python3_prints(string python, string name)
    {
        var check = BehaviourCheck.All[name];

        var result = await (await SharedSandbox.GetAsync(python)).RunAsync(new RunRequest("python", check.Code, check.Stdin, check.Files));

        Assert.AreEqual(check.Stdout, result.Output, result.Error);
        Assert.AreEqual(check.ExitCode, result.ExitCode, result.Error);
    }

    [TestMethod]
    public void There_are_at_least_three_hundred() => Assert.IsGreaterThanOrEqualTo(300, BehaviourCheck.All.Count);
}
