using System.Diagnostics;
using System.Text;

namespace LearnFlow.Tests.Orchestration;

/// <summary>An AppHost on a terminal, with a person who is asked for its parameters.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class ParameterPromptTests
{
    [TestMethod]
    public async Task Values_are_asked_for_once_kept_and_a_secret_is_not_shown()
    {
        using var folder = new TemporaryFolder();
        using (var first = new Terminal(folder))
        {
            await first.ShowsAsync("Value of the parameter 'greeting': ");
            await first.TypeAsync("Good morning\r");
            await first.ShowsAsync("Value of the parameter 'key': ");
            await first.TypeAsync("s3cret!\x7f\r"); // the last key is Backspace
            Assert.AreEqual("Good morning s3cret", await folder.ReadOnceThereAsync("values"));
            Assert.AreEqual(0, await first.StopAsync());
            Assert.DoesNotContain("s3cret", first.Screen);
        }

        File.Delete(folder["values"]);
        using var second = new Terminal(folder);
        Assert.AreEqual("Good morning s3cret", await folder.ReadOnceThereAsync("values"));
        Assert.AreEqual(0, await second.StopAsync());
        Assert.DoesNotContain("Value of the parameter", second.Screen);
    }

    [TestMethod]
    public async Task Who_gives_nothing_is_told_how_to_set_it()
    {
        using var folder = new TemporaryFolder();
        using var terminal = new Terminal(folder);

        await terminal.ShowsAsync("Value of the parameter 'greeting': ");
        await terminal.TypeAsync("\r");
        await terminal.ShowsAsync("Value of the parameter 'key': ");
        await terminal.TypeAsync("\r");

        Assert.AreNotEqual(0, await terminal.EndAsync());
        Assert.Contains("--Parameters:greeting=<value>", terminal.Screen);
        Assert.Contains("dotnet user-secrets set \"Parameters:key\"", terminal.Screen);
    }

    /// <summary>The fixture on a terminal of its own, which util-linux's <c>script</c> makes.</summary>
    private sealed class Terminal(TemporaryFolder folder) : IDisposable
    {
        private const string ControlC = "\x3";

        private readonly CancellationToken _patience = TestApplication.Patience;
        private readonly StringBuilder _screen = new();
        private readonly Process _script = Start(folder);

        public string Screen => _screen.ToString();

        public Task TypeAsync(string keys) => _script.StandardInput.WriteAsync(keys);

        public async Task ShowsAsync(string text)
        {
            var buffer = new char[1024];
            while (!Screen.Contains(text, StringComparison.Ordinal))
            {
                var read = await _script.StandardOutput.ReadAsync(buffer, _patience);
                Assert.AreNotEqual(0, read, $"It ended before it said '{text}': {Screen}");
                _screen.Append(buffer, 0, read);
            }
        }

        public async Task<int> StopAsync()
        {
            await ShowsAsync("Ctrl-C stops everything.");
            await TypeAsync(ControlC);
            return await EndAsync();
        }

        /// <summary>Waits for the AppHost's end and gives its exit code.</summary>
        public async Task<int> EndAsync()
        {
            _screen.Append(await _script.StandardOutput.ReadToEndAsync(_patience));
            await _script.WaitForExitAsync(_patience);
            return _script.ExitCode;
        }

        public void Dispose()
        {
            _script.Kill(entireProcessTree: true);
            _script.Dispose();
        }

        private static Process Start(TemporaryFolder folder)
        {
            var command = $"exec dotnet {Repository.BuiltAppHost("AskingAppHost")} --LearnFlow:DataPath={folder["data"]} --values-file={folder["values"]}";
            return Process.Start(new ProcessStartInfo("script", ["--quiet", "--return", "--flush", "--command", command, "/dev/null"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment = { ["HOME"] = folder.Path, ["ASPIRE_USER_SECRETS_ID"] = "asking-apphost" },
            })!;
        }
    }
}
