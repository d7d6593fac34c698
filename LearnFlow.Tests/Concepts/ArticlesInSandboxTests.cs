using System.Collections.Concurrent;
using LearnFlow.Exercises.Grading;
using LearnFlow.Sandbox.Run;
using LearnFlow.Tests.Sandbox;

namespace LearnFlow.Tests.Concepts;

/// <summary>Runs every example of every article in the sandbox. A failure lists every example that is not right.</summary>
[TestClass]
public sealed class ArticlesInSandboxTests
{
    [TestMethod]
    public async Task Every_example_prints_what_its_article_says()
    {
        var sandbox = await SharedSandbox.GetAsync();
        var examples = Articles.All.SelectMany(article => ArticleExample.In(article.Body).Select(example => (article.Slug, example)));

        var complaints = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(examples, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (entry, _) =>
        {
            var printed = await PrintedAsync(sandbox, entry.example);
            if (!OutputLines.AreEqual(entry.example.Output!, printed))
                complaints.Add($"{entry.Slug}: {entry.example.Code}printed {printed}");
        });

        Assert.IsEmpty(complaints, string.Join('\n', complaints));
    }

    private static async Task<string> PrintedAsync(SandboxHost sandbox, ArticleExample example)
    {
        var files = example.Files.Select(file => new SourceFile(file.Key, file.Value)).ToList();
        var run = await sandbox.RunAsync(new RunRequest("python", example.Code, example.Input, files));
        return run.Status == RunStatus.Ok ? run.Output : $"{run.Output}{run.ErrorType}: {run.ErrorMessage}";
    }
}
