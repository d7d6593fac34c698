using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// Starts the program that a project was built to. Aspire starts <c>dotnet run</c> for each project, one process more with about 65 MiB and
/// a second of stopping each.
/// </summary>
/// <remarks>Where an IDE launches the projects (it sets DEBUG_SESSION_PORT), and for a project that is not built, Aspire's way stays.</remarks>
internal sealed class BuiltProjects(IConfiguration configuration) : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(configuration["DEBUG_SESSION_PORT"]))
        {
            eventing.Subscribe<BeforeStartEvent>((e, _) =>
            {
                foreach (var project in e.Model.Resources.OfType<ProjectResource>())
                {
                    RunFromOutput(project);
                }

                return Task.CompletedTask;
            });
        }

        return Task.CompletedTask;
    }

    private static void RunFromOutput(ProjectResource project)
    {
        var path = project.GetProjectMetadata().ProjectPath;
        var folder = Path.GetDirectoryName(path)!;
        // bin/CONFIGURATION/FRAMEWORK of the running AppHost or test is the one that the projects were built in with it.
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(folder, "bin", framework.Parent!.Name, framework.Name, Path.GetFileNameWithoutExtension(path) + (OperatingSystem.IsWindows() ? ".exe" : ""));
        if (File.Exists(program))
        {
            project.Annotations.Add(new ExecutableAnnotation { Command = program, WorkingDirectory = folder });
        }
    }
}
