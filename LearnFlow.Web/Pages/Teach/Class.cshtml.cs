using LearnFlow.Web.Pages.Shared;
using LearnFlow.Web.Services;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Web.Pages.Teach;

/// <summary><c>/teach/classes/{id}</c>: members, assignments and who has handed in, what the class knows.</summary>
[Authorize(Policies.Teacher)]
public sealed class ClassModel(ServiceClient services, UserManager<Accounts.Account> accounts, TimeProvider clock) : PageModel
{
    private const string App = "exercises";
    private Dictionary<string, string> _titles = [];

    /// <summary>The class.</summary>
    public SchoolClass? Class { get; private set; }

    /// <summary>The version of the class that is shown.</summary>
    public string? Version { get; private set; }

    /// <summary>How its members get on.</summary>
    public ServiceAnswer<ClassOverview> Overview { get; private set; } = null!;

    /// <summary>What is assigned, by due date: the order of <see cref="LearnerProgress.Assignments"/> too.</summary>
    public ServiceAnswer<List<Assignment>> Assignments { get; private set; } = null!;

    /// <summary>What can be assigned.</summary>
    public IReadOnlyList<ExerciseSummary> Exercises { get; private set; } = [];

    /// <summary>Its teachers: id and name.</summary>
    public IReadOnlyList<(string Id, string Name)> Teachers { get; private set; } = [];

    /// <summary>A due date to start from.</summary>
    public DateTimeOffset InAWeek => clock.GetUtcNow().Date.AddDays(7).AddHours(16);

    /// <summary>What was done, or why not.</summary>
    [TempData]
    public string? Said { get; set; }

    /// <summary>A concept's name for readers.</summary>
    public string TitleOf(string concept) => _titles.GetValueOrDefault(concept, concept);

    /// <summary>Shows the class.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        var overview = services.GetAsync<ClassOverview>(App, $"classes/{id}/overview", cancellation);
        var assignments = services.GetAsync<List<Assignment>>(App, $"classes/{id}/assignments", cancellation);
        var course = services.GetAsync<List<ExerciseSummary>>(App, "exercises?limit=500", cancellation);
        var own = services.GetAsync<List<ExerciseSummary>>(App, $"exercises?limit=500&class={id}", cancellation);
        var modules = services.GetAsync<List<CourseModule>>(App, "modules", cancellation);
        var found = await services.GetAsync<SchoolClass>(App, $"classes/{id}", cancellation);
        (Class, Version, Overview, Assignments) = (found.Value, found.ETag, await overview, await assignments);
        Exercises = [.. (await own).Value ?? [], .. (await course).Value ?? []];
        _titles = ((await modules).Value ?? []).SelectMany(module => module.Concepts ?? []).ToDictionary(concept => concept.Slug, concept => concept.Title);
        Teachers = await NamesAsync(Class?.Teachers ?? [], cancellation);
        return found.IsOk && found.Value.Teaching ? Page()
            : StatusCode(found.IsOk ? StatusCodes.Status404NotFound : found.Status);
    }

    /// <summary>Assigns an exercise.</summary>
    public async Task<IActionResult> OnPostAssignAsync(Guid id, string? exercise, DateTime due, CancellationToken cancellation)
        => Say(await services.PostAsync<Assignment>(App, $"classes/{id}/assignments", new { exercise = exercise ?? "", dueAt = Moment.OfField(due) }, cancellation), "It is assigned.");

    /// <summary>Changes when an assignment is due.</summary>
    public async Task<IActionResult> OnPostDueAsync(Guid id, Guid assignment, DateTime due, CancellationToken cancellation)
        => Say(await ChangeAssignmentAsync(HttpMethod.Put, id, assignment, new { dueAt = Moment.OfField(due) }, cancellation), "The due date is changed.");

    /// <summary>Takes an assignment back.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(Guid id, Guid assignment, CancellationToken cancellation)
        => Say(await ChangeAssignmentAsync(HttpMethod.Delete, id, assignment, null, cancellation), "It is not assigned any more.");

    /// <summary>Takes a learner out.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, string? learner, CancellationToken cancellation)
        => Say(
            await services.ChangeAsync<Assignment>(HttpMethod.Delete, App, $"classes/{id}/members/{Uri.EscapeDataString(learner ?? "")}", null, null, cancellation),
            "They are not in the class any more. The class has another code now, because they know the old one.");

    /// <summary>Gives the class another join code.</summary>
    public async Task<IActionResult> OnPostRenewCodeAsync(Guid id, CancellationToken cancellationToken)
        => Say(await services.PostAsync<SchoolClass>(App, $"classes/{id}/join-code", new { }, cancellationToken), "The class has another code.");

    /// <summary>Renames the class.</summary>
    public Task<IActionResult> OnPostRenameAsync(Guid id, string? name, string? version, CancellationToken cancellation)
        => ChangeClassAsync(id, version, read => new(name ?? "", read.Teachers ?? []), "The class is renamed.", cancellation);

    /// <summary>Lets another teacher in, who then sees and may do all that this one does.</summary>
    public async Task<IActionResult> OnPostInviteAsync(Guid id, string? email, string? version, CancellationToken cancellation)
    {
        if (await accounts.FindByEmailAsync(email ?? "") is { EmailConfirmed: true } teacher
            && (await accounts.IsInRoleAsync(teacher, Roles.Teacher) || await accounts.IsInRoleAsync(teacher, Roles.Administrator)))
        {
            return await ChangeClassAsync(
                id, version, read => new(read.Name, [.. read.Teachers ?? [], teacher.Id]),
                $"{teacher.DisplayName} teaches this class too now.", cancellation);
        }

        Said = "No teacher has this address here. An administrator gives the role.";
        return RedirectToPage();
    }

    /// <summary>Ends another's teaching of this class; one's own stays, because there would be no way back.</summary>
    public Task<IActionResult> OnPostDismissAsync(Guid id, string? teacher, string? version, CancellationToken cancellation)
        => ChangeClassAsync(
            id, version, read => new(read.Name, [.. (read.Teachers ?? []).Where(other => other != teacher || other == HttpContext.Visitor().LearnerId)]),
            "They do not teach this class any more.", cancellation);

    /// <summary>Deletes the class.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(Guid id, string? version, CancellationToken cancellation)
    {
        var answer = await services.ChangeAsync<SchoolClass>(HttpMethod.Delete, App, $"classes/{id}", null, version, cancellation);
        Said = answer.IsDone ? Shared.Said.Done("The class is deleted.") : answer.Problem;
        return answer.IsDone ? RedirectToPage("Classes") : RedirectToPage();
    }

    private async Task<IActionResult> ChangeClassAsync(Guid id, string? version, Func<SchoolClass, ClassChange> change, string done, CancellationToken cancellation)
    {
        var found = await services.GetAsync<SchoolClass>(App, $"classes/{id}", cancellation);
        return Say(
            found.IsOk ? await services.ChangeAsync<SchoolClass>(HttpMethod.Put, App, $"classes/{id}", change(found.Value), version, cancellation) : found,
            done);
    }

    private async Task<IReadOnlyList<(string Id, string Name)>> NamesAsync(IReadOnlyList<string> teachers, CancellationToken cancellation)
    {
        var names = await accounts.Users.Where(account => teachers.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.DisplayName, cancellation);
        return [.. teachers.Select(id => (id, names.GetValueOrDefault(id, "Somebody whose account is deleted")))];
    }

    /// <summary>The due date is all there is to an assignment, so the last one who sets it is right: no version is asked of the page.</summary>
    private async Task<ServiceAnswer<Assignment>> ChangeAssignmentAsync(HttpMethod method, Guid id, Guid assignment, object? body, CancellationToken cancellation)
    {
        var path = $"classes/{id}/assignments/{assignment}";
        var found = await services.GetAsync<Assignment>(App, path, cancellation);
        return found.IsOk ? await services.ChangeAsync<Assignment>(method, App, path, body, found.ETag, cancellation) : found;
    }

    private RedirectToPageResult Say<T>(ServiceAnswer<T> answer, string done) where T : class
    {
        Said = answer.IsDone ? Shared.Said.Done(done) : answer.Problem ?? "That did not work; try again.";
        return RedirectToPage();
    }
}
