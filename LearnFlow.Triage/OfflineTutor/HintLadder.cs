using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.GuardRails;

namespace LearnFlow.Triage.OfflineTutor;

/// <summary>
/// Help in three levels, each asked for by the learner: the first orients, the second locates, the third gives a next
/// step with an example on other data. None of them is the solution. Several levels, because high-level words alone are
/// often useless for a next step, and because evidence comes before advice (arXiv 2404.02213, 2310.03780).
/// </summary>
public static class HintLadder
{
    /// <summary>The deepest level.</summary>
    public const int Levels = 3;

    private const string AboutARightProgram =
        "There is nothing to repair. If you like, read it once more: do the names say what they hold, and would it also work for an empty or a very large input?";

    /// <summary>The hint of <paramref name="level"/> as paragraphs of Markdown.</summary>
    public static IReadOnlyList<string> Compose(Diagnosis diagnosis, Evidence evidence, int level)
    {
        switch (diagnosis.Kind)
        {
            case HelpKind.OffTopic:
                return [GeneralAdvice.OffTopic];
            case HelpKind.ConceptQuestion:
                return [GeneralAdvice.ConceptQuestion];
        }

        if (evidence.Verdict == Verdict.Right)
        {
            return [FailingBehaviour.Describe(evidence.Behaviour!), AboutARightProgram];
        }

        return Math.Clamp(level, 1, Levels) switch
        {
            1 => [WhatHappened(evidence), diagnosis.Misconception?.Question ?? GeneralAdvice.Question(diagnosis.Kind), GeneralAdvice.Habit(diagnosis.Kind)],
            2 => [WhatHappened(evidence), .. Where(diagnosis, evidence), Meaning(diagnosis)],
            _ =>
            [
                WhatHappened(evidence), .. Place(diagnosis, evidence), NextStep(diagnosis), .. Example(diagnosis),
                "Change one thing, run it, and compare what happens now with what happened before.",
            ],
        };
    }

    /// <summary>What happened, in words: how the run ended, or what the tests say.</summary>
    public static string WhatHappened(Evidence evidence) =>
        evidence.Behaviour is { SyntaxError: null } behaviour ? FailingBehaviour.Describe(behaviour) : HowItEnded(evidence);

    /// <summary>
    /// The level of the next hint: one deeper for each request since the trouble changed (another failure, or a success).
    /// </summary>
    /// <param name="activities">What the learner did, oldest first.</param>
    /// <param name="scope">What is worked on.</param>
    public static int NextLevel(IEnumerable<Activity> activities, string scope)
    {
        var here = activities.Where(activity => activity.Scope == scope).Reverse().ToList();
        var trouble = here.OfType<Attempt>().FirstOrDefault()?.Failure;
        var (requests, sinceAttempt) = (0, 0);
        foreach (var activity in here)
        {
            if (activity is HelpRequest)
            {
                sinceAttempt++;
            }
            else if (activity is Attempt attempt)
            {
                if (attempt.Failure != trouble)
                {
                    return Level(requests); // what was asked before the trouble changed was about something else
                }

                requests += sinceAttempt;
                sinceAttempt = 0;
            }
        }

        return Level(requests + sinceAttempt);
    }

    private static int Level(int requests) => Math.Min(requests + 1, Levels);

    private static string HowItEnded(Evidence evidence) => evidence switch
    {
        { Kind: HelpKind.Syntax } => $"Python could not read the program, so nothing of it ran. It reports {LearnerText.AsCode(Error(evidence))}.",
        { ErrorType: "RecursionError" } or { Status: "recursionLimit" } => "The program was stopped because a function kept calling itself.",
        { Kind: HelpKind.RuntimeError } => $"The program started and then stopped with {LearnerText.AsCode(Error(evidence))}.",
        { Status: "memoryLimit" } => "The program was stopped because it asked for more memory than it may use.",
        { Status: "outputLimit" } => "The program was stopped because it printed without coming to an end.",
        { Kind: HelpKind.DoesNotEnd } => "The program was stopped because it did not come to an end in its time.",
        { FailingTest: { } test } => $"The program runs, but this test does not pass yet: {LearnerText.AsCode(test)}.",
        { Kind: HelpKind.WrongResult } => $"The program runs, but a check in it fails: {LearnerText.AsCode(Error(evidence))}.",
        { Status: "ok" } => "The program ran to its end without an error.",
        _ => "There is no run of this program to look at yet.",
    };

    private static string Error(Evidence evidence) =>
        evidence.Message.Length > 0 ? $"{evidence.ErrorType}: {evidence.Message}" : evidence.ErrorType ?? "an error";

    private static IEnumerable<string> Where(Diagnosis diagnosis, Evidence evidence)
    {
        foreach (var sentence in Place(diagnosis, evidence))
        {
            yield return sentence;
        }

        if (diagnosis.Observation is { } observation && diagnosis.Suspect is null)
        {
            yield return LearnerText.WithoutMarkup(observation);
        }

        if (evidence.Behaviour is { } behaviour && FailingBehaviour.ValuesAt(behaviour, diagnosis.Line) is { } values)
        {
            yield return values;
        }
    }

    private static IEnumerable<string> Place(Diagnosis diagnosis, Evidence evidence) =>
        evidence.Source.RawAt(diagnosis.Line) is { Length: > 0 } code ? [$"Look at line {diagnosis.Line}: {LearnerText.AsCode(code)}"] : [];

    private static string Meaning(Diagnosis diagnosis) => diagnosis switch
    {
        { Misconception: { } misconception, Suspect: null } => misconception.Meaning,
        { Suspect: { } suspect } => BehaviourAdvice.On(suspect.About).LookAt,
        _ => GeneralAdvice.Meaning(diagnosis.Kind),
    };

    private static string NextStep(Diagnosis diagnosis) => diagnosis switch
    {
        { Misconception: { } misconception } => misconception.NextStep,
        { Suspect: { } suspect } => BehaviourAdvice.On(suspect.About).Try,
        _ => GeneralAdvice.NextStep(diagnosis.Kind),
    };

    private static IEnumerable<string> Example(Diagnosis diagnosis) =>
        (diagnosis.Misconception is { } misconception ? misconception.Example : BehaviourAdvice.On(diagnosis.Suspect?.About).Example) is { } example
            ? [$"The same idea on other data:\n\n```python\n{example.ReplaceLineEndings("\n")}\n```"]
            : [];
}
