namespace LearnFlow;

/// <summary>App ids that the code must know.</summary>
internal static class Apps
{
    /// <summary>The web front: gateway, pages, issuer of tokens.</summary>
    public const string Web = "web";
}
