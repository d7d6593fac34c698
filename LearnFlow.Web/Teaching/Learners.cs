namespace LearnFlow.Web.Teaching;

/// <summary>What teachers call learners.</summary>
internal static class Learners
{
    /// <summary>The account's name, or for a guest the end of the id, which is enough to tell two apart.</summary>
    public static string NameOf(string learnerId, string? name) => name is { Length: > 0 } ? name : $"Guest {learnerId[Math.Max(0, learnerId.Length - 5)..]}";
}
