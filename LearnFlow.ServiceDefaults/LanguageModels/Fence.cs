using System.Security.Cryptography;

namespace LearnFlow.LanguageModels;

/// <summary>
/// Marks texts of others as data within a prompt. The mark is random for each prompt, so no text can contain its own end;
/// the prompt says that nothing inside is an instruction. That is a strong hint to a model and no guarantee: what it answers
/// is checked all the same.
/// </summary>
public sealed class Fence
{
    private const int MaxLength = 6000;

    /// <summary>The mark of this prompt's fences.</summary>
    public string Mark { get; } = $"data-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary><paramref name="text"/> between marks; cut at 6,000 characters.</summary>
    /// <param name="what">What it is, in our own words.</param>
    /// <param name="text">The text; any.</param>
    public string Around(string what, string text)
    {
        var cut = text.Length <= MaxLength ? text : text[..MaxLength] + "\n… (cut)";
        return $"<{Mark} is=\"{what}\">\n{cut.Replace(Mark, "", StringComparison.OrdinalIgnoreCase)}\n</{Mark}>\n";
    }
}
