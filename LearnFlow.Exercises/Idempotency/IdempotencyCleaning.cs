using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Idempotency;

/// <summary>Forgets answers after a day: nobody repeats a request later.</summary>
public sealed class IdempotencyCleaning(IServiceScopeFactory scopes, TimeProvider clock, ILogger<IdempotencyCleaning> logger) : BackgroundService
{
    private static readonly TimeSpan s_age = TimeSpan.FromDays(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var before = clock.GetUtcNow() - s_age;
                await scope.ServiceProvider.GetRequiredService<ExercisesDbContext>().IdempotentAnswers
                    .Where(answer => answer.At < before).ExecuteDeleteAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "Old idempotent answers could not be removed; it is tried again in an hour.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
