using Microsoft.AspNetCore.Identity;

namespace LearnFlow.Web.Accounts;

/// <summary>
/// A member's account. Its id is the learner's id that every service knows: a guest who registers keeps theirs, so that
/// nothing has to move.
/// </summary>
public sealed class Account : IdentityUser
{
    /// <summary>What pages and teachers call them.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
