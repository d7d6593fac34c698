namespace LearnFlow.DaprSidecar.Invocation;

/// <summary>A call of a method of an app.</summary>
/// <param name="Method">The path, percent-encoded as it goes over the wire, without a leading slash.</param>
/// <param name="Verb">The HTTP verb.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="Headers">Headers to pass on.</param>
/// <param name="Body">The body, or null.</param>
/// <param name="CanReplay">Whether the body can be sent a second time.</param>
internal sealed record InvocationRequest(string Method, string Verb, string Query, IReadOnlyList<KeyValuePair<string, string>> Headers, Stream? Body,
    bool CanReplay);
