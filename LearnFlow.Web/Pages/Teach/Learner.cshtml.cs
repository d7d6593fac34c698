using LearnFlow.Web.Accounts;
using LearnFlow.Web.Pages.Shared;
using LearnFlow.Web.Services;
using LearnFlow.Web.Teaching;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Teach;

/// <summary><c>/teach/learners/{id}</c>: a learner's latest attempts, to read and to replay.</summary>
[Authorize(Policies.Teacher)]
public sealed class LearnerModel(AccountsDbContext database, ServiceClient services) : PageModel
{
    /// <summary>What the learner is called.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The attempts.</summary>
    public ServiceAnswer<AttemptList> Attempts { get; private set; } = null!;

    /// <summary>Reads them.</summary>
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!LearnerIdentity.IsLearnerId(id))
            return NotFound();

        Name = Learners.NameOf(id, (await database.Users.FindAsync([id], cancellation))?.DisplayName);
        Attempts = await services.GetAsync<AttemptList>("triage", "attempts", new Visitor(id, Roles.Learner), cancellation);
        return Page();
    }

    /// <summary>An attempt in a line.</summary>
    public static string Summary(Attempt attempt)
    {
        var outcome = attempt.TestsTotal is { } total ? $"handed in: {attempt.TestsPassed} of {total} tests passed"
            : attempt.ErrorType is { } error ? $"{error}: {attempt.ErrorMessage}{(attempt.ErrorLine is { } line ? $" (line {line})" : "")}"
            : RunWords.For(attempt.Status);
        return attempt.ExerciseId is { } exercise ? $"{exercise}: {outcome}" : outcome;
    }
}
