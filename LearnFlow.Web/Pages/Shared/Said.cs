namespace LearnFlow.Web.Pages.Shared;

/// <summary>Sentences on what was done (<c>_Said</c>): a success carries its sign in the text, so that it never looks like a warning.</summary>
internal static class Said
{
    private const string Sign = "✓ ";

    /// <summary>A sentence that says what was done.</summary>
    public static string Done(string sentence) => Sign + sentence;

    /// <summary>Whether a sentence says what was done, and the sentence.</summary>
    public static (bool IsDone, string Sentence) Read(string said)
        => said.StartsWith(Sign, StringComparison.Ordinal) ? (true, said[Sign.Length..]) : (false, said);
}
