using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Hosting.Dashboard.Access;

/// <summary>The keys of one run of the host.</summary>
/// <param name="apiKey">Of scripts, in the header <c>x-api-key</c>.</param>
/// <param name="otlpKey">Of resources that send telemetry, in the header <c>x-otlp-api-key</c>.</param>
internal sealed class AccessKeys(string apiKey, string otlpKey)
{
    private readonly Lock _lock = new();
    private string _browserToken = NewKey();

    public string ApiKey { get; } = apiKey;

    public string OtlpKey { get; } = otlpKey;

    /// <summary>What the cookie holds: known only to who had a token.</summary>
    public string Session { get; } = NewKey();

    /// <summary>In the address that is printed. It works once; then there is a new one.</summary>
    public string BrowserToken
    {
        get
        {
            lock (_lock)
                return _browserToken;
        }
    }

    /// <summary>Raised with the next token when one was used.</summary>
    public event Action? BrowserTokenUsed;

    /// <summary>True when <paramref name="given"/> is the token; it is used up then.</summary>
    public bool UseBrowserToken(string given)
    {
        lock (_lock)
        {
            if (!IsSame(given, _browserToken))
                return false;
            _browserToken = NewKey();
        }
        BrowserTokenUsed?.Invoke();
        return true;
    }

    /// <summary>128 random bits.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>In constant time, so that the answer's timing does not give a key away.</summary>
    public static bool IsSame(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
