using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Kubernetes.Steps;

/// <summary>The work of a step, as the CLI and the log show it.</summary>
internal static class ReportedTask
{
    /// <summary>Does the work and reports its result.</summary>
    /// <param name="context">The step.</param>
    /// <param name="status">What is being done.</param>
    /// <param name="work">Returns what was done.</param>
    /// <exception cref="StepFailedException">The work failed for a reason that its user can mend.</exception>
    public static async Task RunAsync(PipelineStepContext context, string status, Func<Task<string>> work)
    {
        await using var task = await context.ReportingStep.CreateTaskAsync(status, context.CancellationToken).ConfigureAwait(false);
        try
        {
            var result = await work().ConfigureAwait(false);
            await task.CompleteAsync(result, cancellationToken: context.CancellationToken).ConfigureAwait(false);
            // For those who run the step without the CLI.
            context.Logger.LogInformation("{Status}: {Result}", status, result);
        }
        catch (Exception error) when (error is DistributedApplicationException or IOException or UnauthorizedAccessException)
        {
            await task.CompleteAsync(error.Message, CompletionState.CompletedWithError, CancellationToken.None).ConfigureAwait(false);
            throw new StepFailedException(error);
        }
    }
}
