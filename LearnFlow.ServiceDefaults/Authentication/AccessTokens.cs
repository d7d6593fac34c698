namespace LearnFlow;

/// <summary>What LearnFlow's access tokens have in common (RFC 7519; signed with ES256, RFC 7518, section 3.4).</summary>
public static class AccessTokens
{
    /// <summary>The claim <c>iss</c>.</summary>
    public const string Issuer = "learnflow";

    /// <summary>The claim <c>aud</c>.</summary>
    public const string Audience = "learnflow";

    /// <summary>The only algorithm that is accepted.</summary>
    public const string Algorithm = "ES256";

    /// <summary>The longest that a token is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How far the clocks of two machines may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Where the public keys are (RFC 7517).</summary>
    public const string KeysPath = "/.well-known/jwks.json";
}
