using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>What the AppHost's configuration says about how to run the model.</summary>
/// <param name="DataPath">Folder of data, lock and job file: LearnFlow:DataPath, by default .aspire beside the AppHost project.</param>
/// <param name="Fresh">--fresh or LearnFlow:Fresh=true: begin with empty data.</param>
/// <param name="RandomizePorts">DcpPublisher:RandomizePorts=true, as the testing builder sets it: a free port in place of every fixed one.</param>
/// <param name="DeleteData">LearnFlow:DeleteData=true, as the testing builder sets it: the data folder goes when the host stops.</param>
/// <param name="Quiet">LearnFlow:Quiet=true: no report on the console.</param>
/// <param name="Patience">LearnFlow:Patience in seconds, 20 by default: how long a start may take before the report says what keeps it.</param>
/// <param name="ContainerEngine">LearnFlow:ContainerEngine: the command or path of the engine, in place of docker or podman on PATH.</param>
/// <param name="ImageTag">LearnFlow:ImageTag: run each project from its image with this tag.</param>
internal sealed record OrchestratorSettings(string DataPath, bool Fresh, bool RandomizePorts, bool DeleteData, bool Quiet, TimeSpan Patience, string? ContainerEngine, string? ImageTag)
{
    public static OrchestratorSettings From(IConfiguration configuration)
    {
        var appHost = configuration["AppHost:Directory"] ?? Environment.CurrentDirectory;
        var dataPath = Path.GetFullPath(configuration["LearnFlow:DataPath"] is { Length: > 0 } path ? path : ".aspire", appHost);
        var fresh = Is("LearnFlow:Fresh") || Environment.GetCommandLineArgs().Contains("--fresh", StringComparer.Ordinal);
        var patience = TimeSpan.FromSeconds(configuration.GetValue("LearnFlow:Patience", 20.0));
        return new(dataPath, fresh, Is("DcpPublisher:RandomizePorts"), Is("LearnFlow:DeleteData"), Is("LearnFlow:Quiet"), patience, configuration["LearnFlow:ContainerEngine"], configuration["LearnFlow:ImageTag"]);

        bool Is(string key) => bool.TryParse(configuration[key], out var value) && value;
    }
}
