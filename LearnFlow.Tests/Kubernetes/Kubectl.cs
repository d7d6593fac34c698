using System.Diagnostics;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>kubectl, whose <c>kustomize</c> puts an overlay together.</summary>
internal static class Kubectl
{
    /// <summary>Runs a program to its end.</summary>
    public static async Task<string> RunAsync(string program, string folder, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, $"{program} {string.Join(' ', arguments)}: {await output}{await errors}");
        return await output;
    }

    /// <summary>Puts a folder together.</summary>
    public static Task<string> KustomizeAsync(string folder) => RunAsync("kubectl", folder, null, "kustomize", ".");

    /// <summary>Whether it is on this machine.</summary>
    public static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl")));
}

/// <summary>For tests that need kubectl: on a developer's machine without it they are reported as skipped; in CI they always run.</summary>
internal sealed class NeedsKubectlAttribute : ConditionBaseAttribute
{
    public NeedsKubectlAttribute() : base(ConditionMode.Include) => IgnoreMessage = "kubectl 1.21 or newer is not on PATH: install it to run this test.";

    public override string GroupName => nameof(NeedsKubectlAttribute);

    public override bool IsConditionMet => Environment.GetEnvironmentVariable("CI") == "true" || Kubectl.IsThere;
}
