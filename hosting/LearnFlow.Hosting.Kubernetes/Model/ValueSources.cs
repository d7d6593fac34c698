namespace LearnFlow.Hosting.Kubernetes.Model;

/// <summary>What a secret parameter and a server's address look like in the output.</summary>
/// <param name="Secret">The text of a secret parameter.</param>
/// <param name="Host">The host of a database server or broker.</param>
/// <param name="VerifiedTls">Whether PostgreSQL's connection strings ask for TLS with a verified certificate.</param>
/// <param name="HasValues">Whether secrets are their values, and not places to fill in.</param>
internal sealed record ValueSources(Func<ParameterResource, ValueTask<string?>> Secret, Func<string, string> Host, bool VerifiedTls = false, bool HasValues = false)
{
    /// <summary>Nothing secret is known: <c>&lt;postgres-password&gt;</c>; servers are in the cluster.</summary>
    public static ValueSources Local { get; } = new(p => ValueTask.FromResult<string?>($"<{p.Name}>"), name => name);

    /// <summary>The same for servers elsewhere: <c>&lt;postgres-host&gt;</c>.</summary>
    public static ValueSources Managed { get; } = new(Local.Secret, name => $"<{name}-host>", VerifiedTls: true);

    /// <summary>The values themselves, for the machine of a developer.</summary>
    /// <param name="earlier">Values of an earlier run, which stay: a generated password is another one in each run.</param>
    /// <param name="cancellationToken">Cancels waiting for a value.</param>
    public static ValueSources Known(IReadOnlyDictionary<ParameterResource, string> earlier, CancellationToken cancellationToken) =>
        new(p => earlier.TryGetValue(p, out var value) ? new(value) : p.GetValueAsync(cancellationToken), name => name, HasValues: true);
}
