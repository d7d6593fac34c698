namespace LearnFlow.Exercises.Mastery;

/// <summary>A concept, as far as choosing what comes next is concerned.</summary>
public sealed record CourseConcept(string Slug, string Title, IReadOnlyList<string> Requires);

/// <summary>An exercise that could come next.</summary>
public sealed record Candidate(string Slug, string Title, int Difficulty, IReadOnlyList<string> Concepts);

/// <summary>What to do next, and why in one sentence; no exercise when the course is done.</summary>
public sealed record Recommendation(Candidate? Exercise, string Reason)
{
    /// <summary>
    /// Chooses the next exercise: one whose main concept is not mastered yet and whose concepts' prerequisites are known.
    /// What was begun comes before what is new, then the order of the course, then the easier one.
    /// </summary>
    /// <param name="concepts">All of them, in the order of the course.</param>
    /// <param name="mastery">What the learner knows.</param>
    /// <param name="unsolved">The exercises that the learner has not solved, in the order of the course.</param>
    public static Recommendation Next(
        IReadOnlyList<CourseConcept> concepts, IReadOnlyDictionary<string, ConceptMastery> mastery, IReadOnlyList<Candidate> unsolved)
    {
        if (unsolved.Count == 0)
            return new Recommendation(null, "You have solved every exercise of the course.");

        var order = concepts.Index().ToDictionary(entry => entry.Item.Slug, entry => entry);
        var open = unsolved.Where(candidate => candidate.Concepts.All(IsReady)).ToList();
        var chosen = open.Where(candidate => LevelOf(candidate.Concepts[0]) != MasteryLevel.Mastered)
            .OrderByDescending(candidate => LevelOf(candidate.Concepts[0]) is MasteryLevel.Learning or MasteryLevel.NearlyThere)
            .ThenBy(candidate => order[candidate.Concepts[0]].Index)
            .ThenBy(candidate => candidate.Difficulty)
            .FirstOrDefault();
        if (chosen is null)
        {
            var more = open.FirstOrDefault() ?? unsolved[0];
            return new Recommendation(more, open.Count > 0
                ? $"You have mastered {Title(more.Concepts[0])}; this one keeps it fresh."
                : "It is the next one of the course that you have not solved.");
        }

        var main = chosen.Concepts[0];
        return new Recommendation(chosen, LevelOf(main) switch
        {
            MasteryLevel.NearlyThere => $"You nearly have {Title(main)}: one more exercise on it.",
            MasteryLevel.Learning => $"You have begun with {Title(main)}; this one practises it further.",
            _ when order[main].Item.Requires.Count > 0 =>
                $"{Title(main)} comes next: you know {string.Join(" and ", order[main].Item.Requires.Select(Title))}, which it builds on.",
            _ => $"{Title(main)} comes next, and it needs nothing before it.",
        });

        MasteryLevel LevelOf(string concept) => mastery.GetValueOrDefault(concept)?.Level ?? MasteryLevel.New;

        // A concept that was begun is not closed again when something before it turns out to be shaky.
        bool IsReady(string concept) => order.TryGetValue(concept, out var entry)
            && (LevelOf(concept) != MasteryLevel.New || entry.Item.Requires.All(required => LevelOf(required) >= MasteryLevel.NearlyThere));

        string Title(string concept) => order.TryGetValue(concept, out var entry) ? $"“{entry.Item.Title}”" : $"“{concept}”";
    }
}
