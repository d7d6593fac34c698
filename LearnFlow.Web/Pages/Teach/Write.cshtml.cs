using System.Text.Json;
using System.Text.Json.Nodes;
using LearnFlow.Web.Services;
using LearnFlow.Web.Teaching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Teach;

/// <summary>
/// <c>/teach/write</c>: the exercise editor. The form carries the ETag that it read; when somebody else saved in between, the
/// author keeps every word of theirs, sees what differs, and decides. Works without scripts.
/// </summary>
[Authorize(Policies.Teacher), RequestFormLimits(ValueCountLimit = 8192)]
public sealed class WriteModel(ServiceClient services) : PageModel
{
    private const string App = "exercises";

    /// <summary>The kinds of exercises and what they are called.</summary>
    public static IReadOnlyList<(string Kind, string Words)> Kinds { get; } =
    [
        ("function", "Write a function"), ("program", "Write a program"), ("fixBug", "Repair a program"), ("predictOutput", "Predict the output"),
        ("fillBlank", "Fill in the blanks"), ("refactor", "Improve working code"), ("project", "A step of a project"),
    ];

    /// <summary>The name in addresses; null for a new exercise.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Slug { get; set; }

    /// <summary>What is in the form.</summary>
    [BindProperty]
    public ExerciseForm Form { get; set; } = new();

    /// <summary>The ETag of what the author read.</summary>
    [BindProperty]
    public string? Version { get; set; }

    /// <summary>Where a new exercise is to go: <c>module:slug</c> or <c>class:id</c>.</summary>
    [BindProperty]
    public string? Home { get; set; }

    /// <summary>What is stored; null for a new exercise.</summary>
    public AuthoredExercise? Stored { get; private set; }

    /// <summary>The course.</summary>
    public IReadOnlyList<CourseModule> Modules { get; private set; } = [];

    /// <summary>The visitor's classes.</summary>
    public IReadOnlyList<SchoolClass> Classes { get; private set; } = [];

    /// <summary>What is wrong.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was done.</summary>
    [TempData]
    public string? Said { get; set; }

    /// <summary>How it did when it was tried out; null when it was not.</summary>
    public DryRun? Trial { get; private set; }

    /// <summary>What somebody else saved while the author wrote: each part that differs, with their text.</summary>
    public IReadOnlyList<(string Part, string Theirs)> Theirs { get; private set; } = [];

    /// <summary>Shows the editor.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (Slug is null)
        {
            Form = ExerciseForm.New();
            return await ShowAsync(cancellation);
        }

        var found = await ReadAsync(cancellation);
        if (!found.IsOk)
            return StatusCode(found.Status);

        (Form, Version) = (ExerciseForm.Of(found.Value.Content), found.ETag);
        return await ShowAsync(cancellation);
    }

    /// <summary>Saves.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await SaveAsync(cancellation))
            Said = Stored!.Status == "published" ? Shared.Said.Done("Saved. Learners see it when you publish it.") : Shared.Said.Done("Saved as a draft.");

        return await AfterAsync(cancellation);
    }

    /// <summary>Saves and tries out.</summary>
    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellation)
    {
        if (await SaveAsync(cancellation))
            await TryAsync(cancellation);

        return await ShowAsync(cancellation);
    }

    /// <summary>Saves and publishes what passes.</summary>
    public async Task<IActionResult> OnPostPublishAsync(CancellationToken cancellation)
    {
        if (!await SaveAsync(cancellation))
            return await ShowAsync(cancellation);

        var published = await ChangeAsync(HttpMethod.Post, $"{Path}/publish", null, cancellation);
        if (published.Status == StatusCodes.Status409Conflict)
            await TryAsync(cancellation);
        else if (published.IsDone)
            Said = Shared.Said.Done("Published. Learners work on this revision from now on.");

        return await AfterAsync(cancellation);
    }

    /// <summary>Takes it out of use.</summary>
    public async Task<IActionResult> OnPostArchiveAsync(CancellationToken cancellation)
    {
        if ((await ChangeAsync(HttpMethod.Post, $"{Path}/archive", null, cancellation)).IsDone)
            Said = Shared.Said.Done("Archived: learners do not see it any more.");

        return await AfterAsync(cancellation);
    }

    /// <summary>Deletes it; the list offers to bring it back.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancellation)
    {
        if (!(await ChangeAsync(HttpMethod.Delete, Path, null, cancellation)).IsDone)
            return await ShowAsync(cancellation);

        TempData["Said"] = "It is deleted.";
        TempData["Deleted"] = Slug;
        return RedirectToPage("Exercises");
    }

    /// <summary>One more test, hint or wrong solution in the form.</summary>
    public Task<IActionResult> OnPostAddAsync(string? part, CancellationToken cancellation)
    {
        switch (part)
        {
            case "test":
                Form.Tests.Add(new() { Kind = Form.Tests.LastOrDefault()?.Kind ?? "call", Call = Form.Tests.LastOrDefault()?.Call });
                break;
            case "hint":
                Form.Hints.Add("");
                break;
            default:
                Form.Wrong.Add(new());
                break;
        }

        return ShowAsync(cancellation);
    }

    private string Path => $"exercises/{Uri.EscapeDataString(Slug ?? "")}";

    private Task<ServiceAnswer<AuthoredExercise>> ReadAsync(CancellationToken cancellation)
        => services.GetAsync<AuthoredExercise>(App, $"{Path}/source", cancellation);

    /// <summary>Stores the form; false when it was not, with the reason said.</summary>
    private async Task<bool> SaveAsync(CancellationToken cancellation)
    {
        JsonObject content;
        try
        {
            content = Form.ToContent();
        }
        catch (JsonException e)
        {
            Problem = e.Message;
            return false;
        }

        if (Slug is null)
            return await CreateAsync(content, cancellation);

        content["slug"] = Slug;
        var saved = await ChangeAsync(HttpMethod.Put, Path, content, cancellation);
        if (saved.Status == StatusCodes.Status412PreconditionFailed)
            await CompareAsync(content, cancellation);

        return saved.IsOk;
    }

    private async Task<bool> CreateAsync(JsonObject content, CancellationToken cancellation)
    {
        var (module, schoolClass) = Home?.Split(':', 2) switch
        {
            ["module", var slug] => (slug, (Guid?)null),
            ["class", var id] when Guid.TryParse(id, out var parsed) => (null, parsed),
            _ => (null, null),
        };
        var made = await ChangeAsync(HttpMethod.Post, "exercises", new { content, module, @class = schoolClass }, cancellation);
        Slug = made.Value?.Slug;
        return made.IsOk;
    }

    private async Task TryAsync(CancellationToken cancellation)
    {
        var trial = await services.PostAsync<DryRun>(App, $"{Path}/dry-run", new { }, cancellation);
        (Trial, Problem) = (trial.Value, trial.IsOk ? null : trial.Problem);
    }

    private async Task<ServiceAnswer<AuthoredExercise>> ChangeAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        var answer = await services.ChangeAsync<AuthoredExercise>(method, App, path, body, Version, cancellation);
        if (answer.IsOk)
            (Stored, Version) = (answer.Value, answer.ETag);
        else
            Problem = answer.Problem ?? "That did not work; your text is still here. Try again in a moment.";

        return answer;
    }

    /// <summary>Finds out what somebody else saved; the next save says that the author has seen it.</summary>
    private async Task CompareAsync(JsonObject mine, CancellationToken cancellation)
    {
        if (await ReadAsync(cancellation) is not { IsOk: true } found)
            return;

        var theirs = ExerciseForm.Of(found.Value.Content).ToContent();
        (Stored, Version) = (found.Value, found.ETag);
        Theirs = [.. mine.Where(part => !JsonNode.DeepEquals(part.Value, theirs[part.Key])).Select(part => (part.Key, ExerciseForm.Shown(theirs[part.Key])))];
    }

    /// <summary>After a change that worked the page is read anew, so that loading it again changes nothing.</summary>
    private Task<IActionResult> AfterAsync(CancellationToken cancellation)
        => Problem is null ? Task.FromResult<IActionResult>(RedirectToPage(new { Slug })) : ShowAsync(cancellation);

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        var classes = services.GetAsync<List<SchoolClass>>(App, "classes", cancellation);
        Modules = (await services.GetAsync<List<CourseModule>>(App, "modules", cancellation)).Value ?? [];
        Classes = [.. ((await classes).Value ?? []).Where(schoolClass => schoolClass.Teaching)];
        if (Slug is not null)
            Stored ??= (await ReadAsync(cancellation)).Value;
        ModelState.Clear(); // the form shows the model, which may have changed since it was posted
        return Page();
    }
}
