namespace Aspire.Hosting.ApplicationModel;

/// <summary>The name of a network.</summary>
public record NetworkIdentifier(string Value);

/// <summary>The networks that every application has.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>The machine that runs the AppHost.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>The internet.</summary>
    public static readonly NetworkIdentifier PublicInternet = new(".");

    /// <summary>The network of the containers.</summary>
    public static readonly NetworkIdentifier DefaultAspireContainerNetwork = new("aspire-container-network");
}

/// <summary>Host names with a meaning.</summary>
public static class KnownHostNames
{
    /// <summary>The machine itself.</summary>
    public const string Localhost = "localhost";

    /// <summary>The AppHost's machine as containers see it by a tunnel.</summary>
    public const string DefaultContainerTunnelHostName = "aspire.dev.internal";

    /// <summary>The AppHost's machine as Docker names it in containers.</summary>
    public const string DockerDesktopHostBridge = "host.docker.internal";
}
