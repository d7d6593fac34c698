using LearnFlow.Web.Accounts;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Web.Pages.Admin;

/// <summary><c>/admin/users</c>: who has which role.</summary>
[Authorize(Policies.Administrator)]
public sealed class UsersModel(AccountsDbContext database, UserManager<Accounts.Account> accounts, MemberRoles roles) : PageModel
{
    private const int MostShown = 100;

    /// <summary>The roles that can be given.</summary>
    public static IReadOnlyList<string> Choices { get; } = [Roles.Learner, Roles.Teacher, Roles.Administrator];

    /// <summary>What is looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>What was done, or why not.</summary>
    [TempData]
    public string? Said { get; set; }

    /// <summary>The users that fit, by name.</summary>
    public IReadOnlyList<Row> Found { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var pattern = "%" + (Q ?? "").Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        Found = await database.Users.AsNoTracking()
            .Where(account => EF.Functions.ILike(account.Email!, pattern) || EF.Functions.ILike(account.DisplayName, pattern))
            .OrderBy(account => account.DisplayName)
            .Take(MostShown)
            .Select(account => new Row(account.Id, account.DisplayName, account.Email!,
                database.UserRoles.Where(held => held.UserId == account.Id).Join(database.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name).FirstOrDefault() ?? ""))
            .ToListAsync(cancellation);
    }

    /// <summary>Gives a role; the user's sessions end, so that it holds at once.</summary>
    public async Task<IActionResult> OnPostAsync(string id, string role)
    {
        if (!Choices.Contains(role) || await accounts.FindByIdAsync(id) is not { } account)
            return NotFound();

        if (id == HttpContext.Visitor().LearnerId)
        {
            Said = "You cannot change your own role; ask another administrator.";
            return RedirectToPage();
        }

        await accounts.RemoveFromRolesAsync(account, await accounts.GetRolesAsync(account));
        await accounts.AddToRoleAsync(account, role);
        await accounts.UpdateSecurityStampAsync(account);
        roles.Forget(id);
        Said = $"{account.DisplayName} is {role} now.";
        return RedirectToPage();
    }

    /// <summary>A user in the list.</summary>
    public sealed record Row(string Id, string Name, string Email, string Role);
}
