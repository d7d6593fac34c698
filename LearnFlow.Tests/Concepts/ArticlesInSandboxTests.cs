using LearnFlow.Exercises.Grading;
using LearnFlow.Tests.Exercises;

namespace LearnFlow.Tests.Concepts;

/// <summary>Runs every example of every article in the sandbox. A failure lists every example that is not right.</summary>
[TestClass]
public sealed class ArticlesInSandboxTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Every_example_prints_what_its_article_says()
    {
        using var sandbox = await LoopbackSandbox.StartAsync();
        var examples = Articles.All.SelectMany(article => ArticleExample.In(article.Body).Select(example => (article.Slug, example)));

        var complaints = await Task.WhenAll(examples.Select(async entry =>
        {
            var printed = await PrintedAsync(sandbox, entry.example);
            return ValueComparison.AreEqualText(entry.example.Output!, printed) ? null : $"{entry.Slug}: {entry.example.Code}printed {printed}";
        }));

        var all = complaints.OfType<string>().ToList();
        Assert.IsEmpty(all, string.Join('\n', all));
    }

    private async Task<string> PrintedAsync(LoopbackSandbox sandbox, ArticleExample example)
    {
        var files = example.Files.Select(file => new SandboxFile(file.Key, file.Value)).ToList();
        var run = await sandbox.RunAsync(
            new SandboxRunRequest("python", example.Code, example.Input, files), TestContext.CancellationToken);
        return run.Status == SandboxRunResult.Ok ? run.Output : $"{run.Output}{run.ErrorType}: {run.ErrorMessage}";
    }
}
