using LearnFlow.Web.Accounts;
using LearnFlow.Web.Services;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary><c>/classes</c>: the classes that a learner is in, with what is to be done, and the way into one.</summary>
[Authorize(Policies.Learner)]
public sealed class ClassesModel(ServiceClient services, UserManager<Accounts.Account> accounts) : PageModel
{
    /// <summary>The classes with their assignments.</summary>
    public IReadOnlyList<(SchoolClass Class, IReadOnlyList<Assignment> Assignments)> Joined { get; private set; } = [];

    /// <summary>A code that came with a link.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>What was done, or why not.</summary>
    [TempData]
    public string? Said { get; set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancellation) => Joined = await JoinedAsync(services, cancellation);

    /// <summary>Joins a class under the account's name.</summary>
    public async Task<IActionResult> OnPostJoinAsync(CancellationToken cancellation)
    {
        var account = await accounts.FindByIdAsync(HttpContext.Visitor().LearnerId);
        var joined = await services.PostAsync<SchoolClass>("exercises", "classes/join", new { code = Code ?? "", name = account?.DisplayName }, cancellation);
        Said = joined.IsOk ? Shared.Said.Done($"You are in “{joined.Value.Name}” now.") : joined.Problem;
        return RedirectToPage(new { Code = joined.IsOk ? null : Code });
    }

    /// <summary>Leaves a class.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(Guid id, CancellationToken cancellation)
    {
        var left = await services.ChangeAsync<SchoolClass>(
            HttpMethod.Delete, "exercises", $"classes/{id}/members/{HttpContext.Visitor().LearnerId}", null, null, cancellation);
        Said = left.IsDone ? Shared.Said.Done("You have left the class.") : left.Problem;
        return RedirectToPage();
    }

    /// <summary>The classes that the visitor is in, with what is to be done; none when they cannot be read.</summary>
    internal static async Task<(SchoolClass Class, IReadOnlyList<Assignment> Assignments)[]> JoinedAsync(ServiceClient services, CancellationToken cancellation)
    {
        var classes = (await services.GetAsync<List<SchoolClass>>("exercises", "classes", cancellation)).Value ?? [];
        return await Task.WhenAll(classes.Where(schoolClass => !schoolClass.Teaching).Select(async schoolClass =>
            (schoolClass, (IReadOnlyList<Assignment>)((await services.GetAsync<List<Assignment>>("exercises", $"classes/{schoolClass.Id}/assignments", cancellation)).Value ?? []))));
    }
}
