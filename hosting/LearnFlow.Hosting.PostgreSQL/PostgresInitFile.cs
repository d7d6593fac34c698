using Aspire.Hosting;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>A script that a new cluster begins with, as the container's image runs those of /docker-entrypoint-initdb.d.</summary>
/// <param name="Name">Its file name, which gives the order.</param>
/// <param name="SourcePath">Where it lies; null when <paramref name="Contents"/> is the script.</param>
/// <param name="Contents">The script; null when it lies at <paramref name="SourcePath"/>.</param>
internal sealed record PostgresInitFile(string Name, string? SourcePath, string? Contents)
{
    /// <summary>The script, statement by statement.</summary>
    /// <exception cref="DistributedApplicationException">It holds a command of psql that is not known; the message names it.</exception>
    public async Task<IReadOnlyList<SqlScript.Statement>> ReadAsync(CancellationToken cancellationToken)
    {
        var script = Contents ?? await File.ReadAllTextAsync(SourcePath!, cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. SqlScript.Read(script)];
        }
        catch (FormatException e)
        {
            throw new DistributedApplicationException(Failure(e.Message), e);
        }
    }

    /// <summary>The sentence for its failure.</summary>
    public string Failure(string reason) =>
        $"The init file '{SourcePath ?? Name}' failed: {reason}. Correct it and start again: the cluster is made anew until all of them have run.";
}
