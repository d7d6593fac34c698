using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;

namespace LearnFlow.Web.Accounts.Passwords;

/// <summary>
/// Refuses the passwords that everybody tries first (NIST SP 800-63B-4, section 3.1.1.2; OWASP ASVS 5.0, 6.2.4 asks for the
/// commonest 3,000): a list of some 49,000, and each of them with digits and signs at its end.
/// </summary>
internal sealed class CommonPasswords : IPasswordValidator<Account>
{
    private static readonly Lazy<FrozenSet<string>> s_list = new(Read);

    /// <summary>How many are known.</summary>
    public static int Count => s_list.Value.Count;

    /// <summary>Whether <paramref name="password"/> is one of them, whatever its case and whatever digits and signs follow.</summary>
    public static bool Contains(string password)
    {
        var lower = password.ToLowerInvariant();
        return s_list.Value.Contains(lower) || s_list.Value.Contains(lower.TrimEnd([.. "0123456789 !?.,*-_#$%&+@"]));
    }

    /// <inheritdoc />
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        password is null || !(Contains(password) || IsOwnName(user, password))
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError
            {
                Code = "PasswordTooCommon",
                Description = "This password is one of those that are tried first: a common one, or your own name or address. Take a few words that do not belong together.",
            }));

    private static bool IsOwnName(Account user, string password) =>
        new[] { user.Email, user.Email?.Split('@')[0], user.DisplayName }.Any(own => password.Equals(own, StringComparison.OrdinalIgnoreCase));

    private static FrozenSet<string> Read()
    {
        using var file = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new FileNotFoundException("common-passwords.txt is not embedded in LearnFlow.Web.");
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal)).ToFrozenSet();
    }
}
