using LearnFlow.Triage.Attempts;

namespace LearnFlow.Tests.Triage;

/// <summary>Writes down what a learner does, a minute apart unless said otherwise.</summary>
internal sealed class Learner(string? exercise = null)
{
    private DateTimeOffset _now = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    public List<Activity> Did { get; } = [];

    public Learner Runs(string status = "ok", string? error = null, string? code = null, double minutes = 1, int? line = null) =>
        Does(minutes, (id, at) => new Run(id, at, exercise, CodeFingerprint.Of(code ?? Changed(id)), code ?? Changed(id), error, null, line, status));

    public Learner Fails(string error, string? code = null, double minutes = 1, int? line = null) => Runs("error", error, code, minutes, line);

    public Learner Submits(int passed, int total, string? failing, string? code = null, double minutes = 1) =>
        Does(minutes, (id, at) => new Submission(id, at, exercise ?? "sum", CodeFingerprint.Of(code ?? Changed(id)), code ?? Changed(id), null, null, null, passed, total, failing));

    public Learner AsksForHelp(double minutes = 1) => Does(minutes, (id, at) => new HelpRequest(id, at, exercise, 1));

    public Learner Answers(bool correct, string concept = "loops") => Does(1, (id, at) => new QuizAnswer(id, at, concept, correct));

    /// <summary>Unless said otherwise, no two programs are the same.</summary>
    private static string Changed(string id) => $"print('{id}')";

    private Learner Does(double minutes, Func<string, DateTimeOffset, Activity> activity)
    {
        _now += TimeSpan.FromMinutes(minutes);
        Did.Add(activity($"a{Did.Count + 1}", _now));
        return this;
    }
}
