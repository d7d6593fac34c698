using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Hosting.RunMode;

/// <summary>The end of a resource's console log, for a message about its failure.</summary>
public static class LastLines
{
    /// <summary>Reads the last lines of a resource's log as it is now.</summary>
    /// <param name="logs">The logs of the application.</param>
    /// <param name="resource">Whose log.</param>
    /// <param name="count">How many lines at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(ResourceLoggerService logs, IResource resource, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var last = new Queue<string>();
        await foreach (var lines in logs.GetAllAsync(resource).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var line in lines)
            {
                last.Enqueue(ConsoleLine.WithoutTime(line.Content));
                if (last.Count > count)
                {
                    last.Dequeue();
                }
            }
        }

        return [.. last];
    }
}
