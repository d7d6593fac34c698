using LearnFlow.Web.Services;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary>
/// The workspace: <c>/practice</c> for free practice, <c>/exercises/{slug}</c> for an exercise. Posting the form runs the
/// program on the server's side, for browsers without scripts; with scripts the page calls the gateway instead.
/// </summary>
public sealed class WorkspaceModel(ServiceClient services, CourseReader course, AfterPassReader afterPass, RuntimeReader runtimes) : PageModel
{
    private const string FirstProgram = """
        # Welcome! Change this program and press Run.
        name = "world"
        print(f"Hello, {name}!")

        """;

    /// <summary>The exercise worked on; null for free practice.</summary>
    public Exercise? Exercise { get; private set; }

    /// <summary>All exercises, to choose from.</summary>
    public ServiceAnswer<List<ExerciseSummary>> Exercises { get; private set; } = new(null, StatusCodes.Status503ServiceUnavailable, null);

    /// <summary>Those of the same module; in free practice all of them.</summary>
    public ServiceAnswer<List<ExerciseSummary>> Nearby
        => Exercise is { } here && Exercises.IsOk ? Exercises with { Value = Exercises.Value.FindAll(exercise => exercise.Module == here.Module) } : Exercises;

    /// <summary>Which Python runs the program; empty while the sandbox does not answer.</summary>
    public string PythonVersion { get; private set; } = "";

    /// <summary>How the posted program ran; null when nothing was posted.</summary>
    public ServiceAnswer<RunResult>? Run { get; private set; }

    /// <summary>How the solution was graded; null when none was handed in.</summary>
    public ServiceAnswer<Submission>? Graded { get; private set; }

    /// <summary>What is shown to who has solved the exercise; null for everybody else.</summary>
    public AfterPass? After { get; private set; }

    /// <summary>Which version of the learner's draft the page shows, for saving it; null when the draft is not known.</summary>
    public string? DraftETag { get; private set; }

    /// <summary>The program.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>What it reads.</summary>
    [BindProperty]
    public string? Stdin { get; set; }

    /// <summary>Shows the workspace.</summary>
    public async Task<IActionResult> OnGetAsync(string? slug, CancellationToken cancellation)
    {
        var draft = services.GetAsync<Draft>("exercises", $"drafts/{Uri.EscapeDataString(slug ?? "practice")}", cancellation);
        var submissions = slug is null ? null : services.GetAsync<List<Submission>>("exercises", $"exercises/{Uri.EscapeDataString(slug)}/submissions", cancellation);
        if (await ReadAsync(slug, cancellation) is { } missing)
            return missing;

        if (submissions is not null && (await submissions).Value is [var last, .. var earlier])
        {
            Graded = new(last, StatusCodes.Status200OK, null);
            After = last.Passed || earlier.Any(submission => submission.Passed) ? await afterPass.ReadAsync(Exercise!.Slug, cancellation) : null;
        }

        DraftETag = (await draft).ETag;
        Code = (await draft).Value?.Code ?? (Exercise is { IsPrediction: true } ? "" : Exercise?.Starter ?? FirstProgram);
        return Page();
    }

    /// <summary>Runs the posted program and shows the workspace with what came out.</summary>
    public async Task<IActionResult> OnPostAsync(string? slug, CancellationToken cancellation)
    {
        if (await ReadAsync(slug, cancellation) is { } missing)
            return missing;

        (Code, Stdin) = (WithPlainLineEnds(Code), WithPlainLineEnds(Stdin));
        Run = await services.PostAsync<RunResult>(
            "sandbox", "run", new RunRequest("python", Code, Stdin, Exercise?.Slug, Exercise?.Files), cancellation);
        return Page();
    }

    /// <summary>Hands the posted program in and shows the workspace with the grade.</summary>
    public async Task<IActionResult> OnPostSubmitAsync(string? slug, CancellationToken cancellation)
    {
        if (await ReadAsync(slug, cancellation) is { } missing)
            return missing;

        if (Exercise is null)
            return NotFound();

        Code = WithPlainLineEnds(Code);
        Graded = await services.PostAsync<Submission>(
            "exercises", $"exercises/{Uri.EscapeDataString(Exercise.Slug)}/submissions", new SubmissionRequest(Code), cancellation);
        After = Graded.Value?.Passed == true ? await afterPass.ReadAsync(Exercise.Slug, cancellation) : null;
        return Page();
    }

    /// <summary>A form sends every line end of a text field as CR LF (WHATWG HTML, section 4.10.21.4); a program's input() would see the CR.</summary>
    private static string WithPlainLineEnds(string? text) => (text ?? "").ReplaceLineEndings("\n");

    private async Task<IActionResult?> ReadAsync(string? slug, CancellationToken cancellation)
    {
        var list = course.ExercisesAsync(cancellation);
        var version = runtimes.PythonVersionAsync(cancellation);
        var chosen = slug is null ? null : await services.GetAsync<Exercise>("exercises", $"exercises/{Uri.EscapeDataString(slug)}", cancellation);
        Exercises = await list;
        PythonVersion = await version;
        Exercise = chosen?.Value;
        return chosen is { IsOk: false } ? StatusCode(chosen.Status == StatusCodes.Status404NotFound ? chosen.Status : StatusCodes.Status503ServiceUnavailable) : null;
    }
}
