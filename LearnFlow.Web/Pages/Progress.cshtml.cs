using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary><c>/progress</c>: what the visitor knows and how often they practised.</summary>
public sealed class ProgressModel(ServiceClient services, TimeProvider clock) : PageModel
{
    /// <summary>Every concept of the course.</summary>
    public ServiceAnswer<List<Mastery>> Mastery { get; private set; } = null!;

    /// <summary>The latest attempts.</summary>
    public ServiceAnswer<AttemptList> Attempts { get; private set; } = null!;

    /// <summary>How many concepts are mastered.</summary>
    public int Mastered => Mastery.Value?.Count(concept => concept.Level == "mastered") ?? 0;

    /// <summary>Days in a row with an attempt, up to today or yesterday (UTC), as far as the latest attempts reach.</summary>
    public int Streak
    {
        get
        {
            var days = (Attempts.Value?.Attempts ?? []).Select(attempt => DateOnly.FromDateTime(attempt.At.UtcDateTime)).ToHashSet();
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var last = days.Contains(today) ? today : today.AddDays(-1);
            var streak = 0;
            while (days.Contains(last.AddDays(-streak)))
                streak++;

            return streak;
        }
    }

    /// <summary>A level in words.</summary>
    public static string Words(string level) => level switch
    {
        "mastered" => "Mastered",
        "nearlyThere" => "Nearly there",
        "learning" => "Learning",
        _ => "Not met yet",
    };

    /// <summary>Reads it.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var mastery = services.GetAsync<List<Mastery>>("exercises", "mastery", cancellation);
        var attempts = services.GetAsync<AttemptList>("triage", "attempts", cancellation);
        Mastery = await mastery;
        Attempts = await attempts;
    }
}
