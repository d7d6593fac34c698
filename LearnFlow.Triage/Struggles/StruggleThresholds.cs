using System.ComponentModel.DataAnnotations;
using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles;

/// <summary>When a pattern counts as a struggle; section <c>Struggles</c> of the configuration. Counts reach back at most <see cref="LearnerWindow.LookBack"/> activities.</summary>
public sealed record StruggleThresholds
{
    /// <summary>Attempts in a row that fail with the same kind of error.</summary>
    [Range(2, LearnerWindow.LookBack)]
    public int SameError { get; init; } = 3;

    /// <summary>Submissions in a row that fail the same test.</summary>
    [Range(2, LearnerWindow.LookBack)]
    public int SameFailingTest { get; init; } = 3;

    /// <summary>Submissions in a row that pass no more tests than the one before them.</summary>
    [Range(2, LearnerWindow.LookBack - 1)]
    public int NoProgressSubmissions { get; init; } = 5;

    /// <summary>Or the time over which at least three submissions made no progress.</summary>
    public TimeSpan NoProgressTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Failing runs in a row of the very same program.</summary>
    [Range(2, LearnerWindow.LookBack)]
    public int UnchangedReruns { get; init; } = 4;

    /// <summary>Two of them follow each other within this time.</summary>
    public TimeSpan UnchangedRerunGap { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Edits in a row, each larger than the one before, that leave the failure as it was.</summary>
    [Range(2, LearnerWindow.LookBack - 1)]
    public int GrowingEdits { get; init; } = 4;

    /// <summary>Lines that a program must have had to count as thrown away.</summary>
    [Range(2, 500)]
    public int ThrownAwayLines { get; init; } = 8;

    /// <summary>Share of its lines that is gone, from 0 to 1.</summary>
    [Range(0.1, 1)]
    public double ThrownAwayShare { get; init; } = 0.7;

    /// <summary>Requests for help within <see cref="HelpRequestsTime"/>.</summary>
    [Range(2, LearnerWindow.LookBack)]
    public int HelpRequests { get; init; } = 4;

    /// <summary>Time in which the requests for help are counted.</summary>
    public TimeSpan HelpRequestsTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Pause between a failed attempt and the next, which fails too.</summary>
    public TimeSpan LongPause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Wrong answers in a row on one concept.</summary>
    [Range(2, LearnerWindow.LookBack)]
    public int QuizFailures { get; init; } = 3;

    /// <summary>How long a struggle that ended is not raised again by the same rule on the same work.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>After this time an open struggle counts as over: the learner has gone on to something else.</summary>
    public TimeSpan Expiry { get; init; } = TimeSpan.FromHours(2);
}
