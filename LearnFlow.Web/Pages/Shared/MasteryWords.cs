namespace LearnFlow.Web.Pages.Shared;

/// <summary>How well a concept is known, in the words of every page.</summary>
internal static class MasteryWords
{
    /// <summary>The words for a level of Exercises' contract.</summary>
    public static string For(string level) => level switch
    {
        "mastered" => "Mastered",
        "nearlyThere" => "Nearly there",
        "learning" => "Learning",
        _ => "Not met yet",
    };
}
