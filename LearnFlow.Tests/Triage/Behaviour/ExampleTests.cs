using LearnFlow.Triage.Help;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Tests.Triage.Behaviour;

/// <summary>What the tutor shows as an example is a whole program: a learner can paste it and run it.</summary>
[TestClass]
public sealed class ExampleTests
{
    [TestMethod]
    public async Task Every_example_of_the_tutor_runs()
    {
        var sandbox = await SandboxForTutor.StartAsync();
        var examples = MisconceptionCatalogue.All.Select(misconception => (misconception.Name, misconception.Example))
            .Concat(BehaviourAdvice.Topics.Select(topic => (Name: topic, BehaviourAdvice.On(topic).Example)));
        foreach (var (name, example) in examples.Where(pair => pair.Example is not null))
        {
            var run = await sandbox.RunAsync(new SandboxRequest("python", example!, Stdin: "2000\nno\n"), default);

            Assert.AreEqual("ok", run?.Status, $"{name}: {run?.ErrorType} {run?.ErrorMessage}\n{example}");
        }
    }
}
