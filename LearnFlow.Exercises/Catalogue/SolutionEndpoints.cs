using System.Text.Json.Nodes;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Storage;
using LearnFlow.Exercises.Submissions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>A reference solution with every test, hidden ones too: for the tutor, never for a page.</summary>
public sealed record SolutionView(string Reference, IReadOnlyList<SolutionTest> Tests);

/// <summary>One test in full.</summary>
/// <param name="Name">The behaviour that it checks.</param>
/// <param name="Hidden">Whether its data is kept from the learner.</param>
/// <param name="Kind">How it judges.</param>
/// <param name="Input">Standard input.</param>
/// <param name="Expected">The expected output, or the value as Python writes it.</param>
/// <param name="Call">The function that is called.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Script">Python with asserts, as it is run.</param>
/// <param name="Files">Text files that the program finds beside it, by name.</param>
/// <param name="Returns">The expected value as JSON, where tuples are arrays.</param>
/// <param name="Entry">File name of the program, where the script imports it by its name.</param>
public sealed record SolutionTest(
    string Name,
    bool Hidden,
    TestKind Kind,
    string? Input = null,
    string? Expected = null,
    string? Call = null,
    JsonArray? Args = null,
    string? Script = null,
    IReadOnlyDictionary<string, string>? Files = null,
    JsonNode? Returns = null,
    string? Entry = null);

/// <summary>Body of <c>POST /exercises/{slug}/verify</c>.</summary>
public sealed record VerifyRequest(string Code);

/// <summary>How code does on all tests.</summary>
public sealed record VerifyView(int Passed, int Total, FailingTest? FirstFailing);

/// <summary>The first test that fails, with its data.</summary>
public sealed record FailingTest(string Name, string? Input, string? Expected, string? Actual);

/// <summary>Solutions and hidden tests, for LearnFlow's own services only, and of them with the rights of whom they act for.</summary>
public static class SolutionEndpoints
{
    /// <summary>Maps <c>GET /exercises/{slug}/solution</c> and <c>POST /exercises/{slug}/verify</c>.</summary>
    public static RouteGroupBuilder MapSolutions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/exercises/{slug}").WithTags("Solutions").RequireAuthorization(Policies.Service).NeedsSandbox();
        group.MapGet("/solution", Get).WithSummary("The reference solution and all tests.");
        group.MapPost("/verify", Verify).WithSummary("Grades code and stores nothing.");
        return group;
    }

    private static async Task<Results<Ok<SolutionView>, ProblemHttpResult>> Get(
        HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
    {
        if (await FindAsync(context, database, slug, cancellation) is not { } content)
            return Missing.Exercise(slug);
        var tests = content.Tests.Visible.Select(test => View(content.Tests, test, hidden: false))
            .Concat(content.Tests.Hidden.Select(test => View(content.Tests, test, hidden: true)));
        return TypedResults.Ok(new SolutionView(content.Solution, [.. tests]));
    }

    private static async Task<Results<Ok<VerifyView>, ProblemHttpResult>> Verify(
        HttpContext context, ExercisesDbContext database, Grader grader, string slug, VerifyRequest request, CancellationToken cancellation)
    {
        if (CodeRules.Complaint(request.Code) is { } complaint)
            return complaint;
        if (await FindAsync(context, database, slug, cancellation) is not { } content)
            return Missing.Exercise(slug);
        var outcomes = await grader.GradeAsync(content, request.Code, cancellation);
        var failing = outcomes.FirstOrDefault(outcome => !outcome.Passed);
        return TypedResults.Ok(new VerifyView(
            outcomes.Count(outcome => outcome.Passed),
            outcomes.Count,
            failing is null ? null : new FailingTest(failing.Name, failing.Input, failing.Expected, failing.Actual ?? failing.ErrorMessage)));
    }

    /// <summary>The exercise, when whoever the service acts for may work on it; one that acts for nobody finds unpublished ones too.</summary>
    private static async Task<ExerciseContent?> FindAsync(HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
        => context.LearnerIdOrNull() is not null
            ? (await ExerciseEndpoints.FindAsync(context, database, slug, cancellation))?.Content
            : await database.Exercises.AsNoTracking().Where(exercise => exercise.Slug == slug).Select(exercise => exercise.Content).SingleOrDefaultAsync(cancellation);

    private static SolutionTest View(TestSuite suite, TestContent test, bool hidden) => test.Kind switch
    {
        TestKind.Call => new(test.Name, hidden, TestKind.Call, test.Stdin, PythonLiteral.Of(test.Returns), test.Call, test.Args, Files: Files(suite, test), Returns: test.Returns),
        TestKind.Script => new(test.Name, hidden, TestKind.Script, test.Stdin, Script: $"{suite.Preamble}\n{test.Script}".TrimStart('\n'), Files: Files(suite, test), Entry: suite.Entry),
        _ => new(test.Name, hidden, TestKind.Io, test.Stdin, test.Output, Files: Files(suite, test)),
    };

    private static Dictionary<string, string> Files(TestSuite suite, TestContent test) =>
        new((suite.Files ?? new Dictionary<string, string>()).Concat(test.Files ?? new Dictionary<string, string>()));
}
