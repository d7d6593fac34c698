using LearnFlow.Web.Accounts;
using LearnFlow.Web.Pages.Shared;
using LearnFlow.Web.Services;
using LearnFlow.Web.Teaching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Teach;

/// <summary><c>/teach/learners/{id}</c>: a learner's latest attempts, to read and to replay, for the teachers of their classes.</summary>
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

        Attempts = await services.GetAsync<AttemptList>("triage", $"learners/{id}/attempts", cancellation);
        if (Attempts.Status == StatusCodes.Status404NotFound)
            return NotFound();

        Name = Learners.NameOf(id, (await database.Users.FindAsync([id], cancellation))?.DisplayName);
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
