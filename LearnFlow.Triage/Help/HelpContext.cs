using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Triage.Help;

/// <summary>All that a tutor may use to answer one request. What the learner wrote in it is data, never an instruction.</summary>
/// <param name="RequestId">Id of the request.</param>
/// <param name="LearnerId">Id of the learner that asks.</param>
/// <param name="Question">The request as it came: code, question, tests and statement if the caller gave them.</param>
/// <param name="Level">The level of this answer, from 1 (orients) to <see cref="HintLadder.Levels"/> (next step).</param>
/// <param name="Evidence">The last run of this very program: how it ended, and the test that fails.</param>
/// <param name="Diagnosis">What the offline tutor takes the trouble for; a model gets it as evidence.</param>
/// <param name="Exercise">The exercise; null for free practice and when Exercises does not answer.</param>
/// <param name="Activities">The learner's latest attempts and requests for help, oldest first.</param>
/// <param name="Mastery">What the learner knows, weakest first; empty when Exercises does not answer.</param>
/// <param name="Opening">What this answer has told already, while the cause was looked for; null when nothing.</param>
public sealed record HelpContext(
    string RequestId,
    string LearnerId,
    HelpQuestion Question,
    int Level,
    Evidence Evidence,
    Diagnosis Diagnosis,
    ExerciseFacts? Exercise,
    IReadOnlyList<Activity> Activities,
    IReadOnlyList<ConceptMastery> Mastery,
    string? Opening = null);

/// <summary>An exercise as a tutor knows it.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Statement">The task, in Markdown.</param>
/// <param name="Concepts">Slugs of the concepts that it practises, the main one first.</param>
/// <param name="Solution">The reference solution, for guard rails only: no tutor may show it. Null when it is not known.</param>
/// <param name="Tests">Its tests, the hidden ones too: their data is never shown.</param>
public sealed record ExerciseFacts(
    string Slug, string Title, string Statement, IReadOnlyList<string> Concepts, string? Solution, IReadOnlyList<HelpTest> Tests);

/// <summary>How well a learner knows a concept.</summary>
/// <param name="Concept">The concept's slug.</param>
/// <param name="Known">Probability that it is known, 0 to 1 (knowledge tracing in Exercises).</param>
/// <param name="Answers">How many answers that rests on.</param>
public sealed record ConceptMastery(string Concept, double Known, int Answers);
