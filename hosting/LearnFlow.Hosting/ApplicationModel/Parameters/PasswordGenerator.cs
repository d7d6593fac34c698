using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes random texts that survive command lines, URLs and connection strings unquoted.</summary>
internal static class PasswordGenerator
{
    public const string LowerCase = "abcdefghjkmnpqrstuvwxyz";
    public const string UpperCase = "ABCDEFGHJKMNPQRSTUVWXYZ";
    public const string Digits = "0123456789";
    public const string Special = "-_.{}~()*+!";

    /// <exception cref="ArgumentException">A kind of character is required and excluded, or none is allowed.</exception>
    public static string Generate(GenerateParameterDefault rules)
    {
        (bool Allowed, int Least, string Characters)[] kinds =
        [
            (rules.Lower, rules.MinLower, LowerCase),
            (rules.Upper, rules.MinUpper, UpperCase),
            (rules.Numeric, rules.MinNumeric, Digits),
            (rules.Special, rules.MinSpecial, Special),
        ];
        if (kinds.Any(k => k.Least < 0 || (!k.Allowed && k.Least > 0)))
            throw new ArgumentException("The least number of a kind of character must be 0 where the kind is disabled, and never negative.", nameof(rules));
        var all = string.Concat(kinds.Where(k => k.Allowed).Select(k => k.Characters));
        if (all.Length == 0)
            throw new ArgumentException("At least one character type must be enabled.", nameof(rules));

        var required = kinds.SelectMany(k => RandomNumberGenerator.GetItems<char>(k.Characters, k.Least)).ToArray();
        var rest = RandomNumberGenerator.GetItems<char>(all, Math.Max(0, rules.MinLength - required.Length));
        char[] text = [.. required, .. rest];
        RandomNumberGenerator.Shuffle<char>(text);
        return new(text);
    }
}
