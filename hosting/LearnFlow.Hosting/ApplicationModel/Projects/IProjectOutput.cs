namespace LearnFlow.Hosting;

/// <summary>Where a project's built assembly is. The <c>Projects.…</c> classes have it beside the stock interface; the orchestrator starts from there.</summary>
public interface IProjectOutput
{
    /// <summary>The assembly (.dll), an absolute path.</summary>
    string TargetPath { get; }
}
