namespace LearnFlow.Web.Services;

/// <summary>The site's own Dapr sidecar, through which it reaches the services (Dapr docs, "Service invocation API").</summary>
/// <param name="Endpoint">Its HTTP address.</param>
/// <param name="Token">What it wants in the header <c>dapr-api-token</c>; null when it asks for none.</param>
public sealed record Sidecar(Uri Endpoint, string? Token)
{
    /// <summary>The header for <see cref="Token"/>.</summary>
    public const string TokenHeader = "dapr-api-token";

    /// <summary>The sidecar that the environment names, as Dapr's SDKs read it: DAPR_HTTP_ENDPOINT, DAPR_HTTP_PORT, else port 3500.</summary>
    public static Sidecar From(IConfiguration configuration) => new(
        new Uri(configuration["DAPR_HTTP_ENDPOINT"] is { Length: > 0 } endpoint ? endpoint : $"http://127.0.0.1:{configuration["DAPR_HTTP_PORT"] ?? "3500"}"),
        configuration["DAPR_API_TOKEN"] is { Length: > 0 } token ? token : null);

    /// <summary>Path below which the methods of <paramref name="app"/> are.</summary>
    public static string MethodPath(string app) => $"/v1.0/invoke/{app}/method/";
}
