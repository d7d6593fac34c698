namespace LearnFlow.Web.Accounts.Tokens;

/// <summary>A key that access tokens are signed with, as it is stored.</summary>
public sealed class SigningKey
{
    /// <summary>Its id in tokens and in the published set: the thumbprint of the public key (RFC 7638).</summary>
    public required string Id { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The private key (PKCS #8, Base64), encrypted by Data Protection.</summary>
    public required string ProtectedKey { get; init; }
}
