namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>The app cannot be reached: it is not up, or its connection broke.</summary>
public sealed class AppUnreachableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether the app has seen nothing of the call: it accepted no connection.</summary>
    public bool NothingSent => InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
}
