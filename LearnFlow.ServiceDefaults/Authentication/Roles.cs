namespace LearnFlow;

/// <summary>The roles of callers. A token names exactly one of them.</summary>
public static class Roles
{
    /// <summary>A learner without an account, remembered by a cookie.</summary>
    public const string Guest = "guest";

    /// <summary>A learner with an account.</summary>
    public const string Learner = "learner";

    /// <summary>A teacher of classes.</summary>
    public const string Teacher = "teacher";

    /// <summary>An administrator of this LearnFlow.</summary>
    public const string Administrator = "administrator";

    /// <summary>Another service of LearnFlow that calls on its own behalf. One that acts for somebody has their role.</summary>
    public const string Service = "service";
}
