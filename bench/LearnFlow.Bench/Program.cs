using LearnFlow.Bench;
using LearnFlow.Bench.Suites;
using LearnFlow.Bench.Suites.Class;
using LearnFlow.Bench.Suites.Sandbox;
using LearnFlow.Bench.Suites.Exercises;
using LearnFlow.Bench.Suites.Help;
using LearnFlow.Bench.Suites.Boot;
using LearnFlow.Bench.Suites.Dapr;
using LearnFlow.Bench.Suites.Web;

// dotnet run -c Release --project bench/LearnFlow.Bench -- SUITE [--json FILE]
var suites = new Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Figure>>>>
{
    ["boot"] = BootSuite.MeasureAsync,
    ["class"] = ClassSuite.MeasureAsync,
    ["run"] = RunSuite.MeasureAsync,
    ["help"] = HelpSuite.MeasureAsync,
    ["help-struggles"] = StruggleDetection.MeasureAsync,
    ["sandbox"] = SandboxSuite.MeasureAsync,
    ["sandbox-cost"] = RunCost.MeasureAsync,
    ["exercises"] = ExercisesSuite.MeasureAsync,
    ["help-model"] = ModelFirstToken.MeasureAsync,
    ["dapr"] = DaprSuite.MeasureAsync,
    ["web"] = WebSuite.MeasureAsync,
};

if (args is not ([_] or [_, "--json", _]) || !suites.TryGetValue(args[0], out var measure))
{
    Console.Error.WriteLine($"usage: LearnFlow.Bench SUITE [--json FILE]{Environment.NewLine}suites: {string.Join(", ", suites.Keys)}");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; interrupted.Cancel(); };

var report = new Report(args[0], Machine.Description, await measure(interrupted.Token));
report.WriteTable(Console.Out);
if (args is [_, "--json", var file])
    await report.WriteJsonAsync(file);
return 0;
