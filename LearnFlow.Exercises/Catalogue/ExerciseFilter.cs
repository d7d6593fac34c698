using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>Which exercises a list shows, in which order, and which page of them.</summary>
/// <param name="Module">Slug of a module.</param>
/// <param name="Concept">Slug of a concept that they practise.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Difficulty">1 to 5.</param>
/// <param name="Class">Those of a class; without it those of the course.</param>
/// <param name="Query">Text in the title.</param>
/// <param name="Status">For teachers: those of a status that they may edit; without it what is published.</param>
/// <param name="Sort"><c>course</c> (the order of modules), <c>title</c> or <c>difficulty</c>; a hyphen before it turns it round.</param>
/// <param name="Offset">How many to leave out, from 0.</param>
/// <param name="Limit">How many to show, 1 to 500.</param>
public sealed record ExerciseFilter(
    string? Module = null,
    string? Concept = null,
    string? Kind = null,
    int? Difficulty = null,
    Guid? Class = null,
    string? Query = null,
    string? Status = null,
    string Sort = "course",
    int Offset = 0,
    int Limit = 200)
{
    private const int MaxLimit = 500;
    private static readonly string[] s_sorts = ["course", "title", "difficulty"];

    /// <summary>A 400 problem that says what is wrong; null when nothing is.</summary>
    public ProblemHttpResult? Complaint() => (Limit, Offset) switch
    {
        ( < 1 or > MaxLimit, _) => Problem($"limit is {Limit}; it can be from 1 to {MaxLimit}."),
        (_, < 0) => Problem($"offset is {Offset}; it can be 0 or more."),
        _ when Kind is not null && NameOf<ExerciseKind>(Kind) is null => Problem($"kind is one of {string.Join(", ", Enum.GetNames<ExerciseKind>())}."),
        _ when Status is not null && NameOf<Publication>(Status) is null => Problem($"status is one of {string.Join(", ", Enum.GetNames<Publication>())}."),
        _ when !s_sorts.Contains(Sort.TrimStart('-')) => Problem($"sort can be {string.Join(", ", s_sorts)}, with a hyphen before it to turn it round."),
        _ => null,
    };

    /// <summary>Those that fit.</summary>
    public IQueryable<Exercise> Apply(IQueryable<Exercise> exercises)
    {
        exercises = exercises.Where(exercise => exercise.ClassId == Class);
        if (Module is not null)
            exercises = exercises.Where(exercise => exercise.Module == Module);
        if (Concept is not null)
            exercises = exercises.Where(exercise => exercise.Concepts.Contains(Concept));
        if (NameOf<ExerciseKind>(Kind) is { } kind)
            exercises = exercises.Where(exercise => exercise.Kind == kind);
        if (NameOf<Publication>(Status) is { } status)
            exercises = exercises.Where(exercise => exercise.Status == status);
        if (Difficulty is not null)
            exercises = exercises.Where(exercise => exercise.Difficulty == Difficulty);
        if (Query is not null)
            exercises = exercises.Where(exercise => EF.Functions.ILike(exercise.Title, "%" + Query.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_") + "%"));
        return exercises;
    }

    /// <summary>The page of them, in order; says in <c>X-Total-Count</c> how many there are.</summary>
    public async Task<List<ExerciseSummary>> PageAsync(
        HttpResponse response, ExercisesDbContext database, IQueryable<Exercise> exercises, CancellationToken cancellation)
    {
        var page = await Ordered(database, exercises).Skip(Offset).Take(Limit)
            .Select(exercise => new ExerciseSummary(
                exercise.Id,
                exercise.Slug,
                exercise.Title,
                exercise.Module,
                exercise.Kind,
                exercise.Difficulty,
                exercise.Concepts,
                exercise.Status))
            .ToListAsync(cancellation);
        var isAll = Offset == 0 && page.Count < Limit; // then counting would be a second query for what is known
        response.Headers["X-Total-Count"] = $"{(isAll ? page.Count : await exercises.CountAsync(cancellation))}";
        return page;
    }

    private IQueryable<Exercise> Ordered(ExercisesDbContext database, IQueryable<Exercise> exercises) => Sort switch
    {
        "title" => exercises.OrderBy(exercise => exercise.Title).ThenBy(exercise => exercise.Id),
        "-title" => exercises.OrderByDescending(exercise => exercise.Title).ThenBy(exercise => exercise.Id),
        "difficulty" => exercises.OrderBy(exercise => exercise.Difficulty).ThenBy(exercise => exercise.Id),
        "-difficulty" => exercises.OrderByDescending(exercise => exercise.Difficulty).ThenBy(exercise => exercise.Id),
        "-course" => InCourse(database, exercises, last: true),
        _ => InCourse(database, exercises, last: false),
    };

    private static IQueryable<Exercise> InCourse(ExercisesDbContext database, IQueryable<Exercise> exercises, bool last)
    {
        var rows = exercises.LeftJoin(
            database.Modules, exercise => exercise.Module, module => module.Slug, (exercise, module) => new { exercise, Place = (int?)module!.Position });
        var ordered = last
            ? rows.OrderByDescending(row => row.Place).ThenByDescending(row => row.exercise.Position)
            : rows.OrderBy(row => row.Place).ThenBy(row => row.exercise.Position);
        return ordered.ThenBy(row => row.exercise.Id).Select(row => row.exercise);
    }

    // Minimal APIs bind enums by their exact C# name; JSON says them in camel case.
    private static T? NameOf<T>(string? name) where T : struct, Enum
        => Array.Find(Enum.GetNames<T>(), other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found ? Enum.Parse<T>(found) : null;

    private static ProblemHttpResult Problem(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
}
