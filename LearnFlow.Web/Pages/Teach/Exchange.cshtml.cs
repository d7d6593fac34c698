using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Teach;

/// <summary><c>/teach/exchange</c>: exercises come in and go out as files. The links out lead to the gateway.</summary>
[Authorize(Policies.Teacher), RequestSizeLimit(MaxBytes), RequestFormLimits(MultipartBodyLengthLimit = MaxBytes)]
public sealed class ExchangeModel(ServiceClient services) : PageModel
{
    private const int MaxBytes = 4 << 20;

    /// <summary>What is understood, and what it is called.</summary>
    public static IReadOnlyList<(string Form, string Words)> Forms { get; } =
    [
        ("learnflow", "LearnFlow (JSON)"), ("humaneval", "HumanEval (JSON Lines)"), ("exercism", "Exercism track (zip)"),
    ];

    /// <summary>The form of the file.</summary>
    [BindProperty]
    public string? Form { get; set; }

    /// <summary>Where the exercises go: <c>class=id</c> or <c>module=slug</c>.</summary>
    [BindProperty]
    public string? Home { get; set; }

    /// <summary>The file.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What came in; null when nothing was brought.</summary>
    public ImportReport? Report { get; private set; }

    /// <summary>Why nothing came in.</summary>
    public string? Problem { get; private set; }

    /// <summary>The course.</summary>
    public IReadOnlyList<CourseModule> Modules { get; private set; } = [];

    /// <summary>The visitor's classes.</summary>
    public IReadOnlyList<SchoolClass> Classes { get; private set; } = [];

    /// <summary>What can be taken out, with the query that asks for it.</summary>
    public IEnumerable<(string Name, string Filter)> Exports
        => [("Course", ""), .. Classes.Select(schoolClass => (schoolClass.Name, $"?class={schoolClass.Id}"))];

    /// <summary>What became of an exercise, in words.</summary>
    public static string Words(ImportLine line) => line.Status switch
    {
        "imported" => "new",
        "unsupported" => line.Slug is null ? "left out" : "kept as a draft",
        var status => status,
    };

    /// <summary>Shows the page.</summary>
    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    /// <summary>Brings a file in.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Upload is null || !Forms.Any(known => known.Form == Form) || Home?.Split('=', 2) is not [("class" or "module") and var kind, var name])
        {
            Problem = "Choose a form, a place and a file.";
        }
        else
        {
            await using var file = Upload.OpenReadStream();
            var answer = await services.UploadAsync<ImportReport>("exercises", $"imports/{Form}?{kind}={Uri.EscapeDataString(name)}", file, cancellation);
            (Report, Problem) = (answer.Value, answer.IsOk ? null : answer.Problem ?? "The file was not taken; try again in a moment.");
        }

        await ReadAsync(cancellation);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var classes = services.GetAsync<List<SchoolClass>>("exercises", "classes", cancellation);
        Modules = (await services.GetAsync<List<CourseModule>>("exercises", "modules", cancellation)).Value ?? [];
        Classes = [.. ((await classes).Value ?? []).Where(schoolClass => schoolClass.Teaching)];
    }
}
