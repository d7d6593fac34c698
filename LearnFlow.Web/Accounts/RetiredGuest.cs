using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Web.Accounts;

/// <summary>The hash of a guest's id whose account was deleted: its old cookie opens nothing. The id itself, 128 random bits, cannot be found from it.</summary>
public sealed class RetiredGuest
{
    /// <summary>No browser keeps a guest's cookie longer (<see cref="Visitors.GuestCookie"/>).</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    /// <summary>SHA-256 of the id, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was deleted (UTC); cookies live no longer than 400 days from then.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The hash of <paramref name="id"/>.</summary>
    public static string HashOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
