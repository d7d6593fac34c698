namespace LearnFlow.DaprSidecar.Invocation;

/// <summary>The app's answer to a method call; the body streams until it is disposed.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Headers without hop-by-hop ones.</param>
/// <param name="Body">The body.</param>
/// <param name="Owner">What must be closed when the body has been read.</param>
internal sealed record InvocationResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, Stream Body, IDisposable Owner) : IDisposable
{
    public string? ContentType => Headers.FirstOrDefault(h => h.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value;

    public void Dispose() => Owner.Dispose();
}
