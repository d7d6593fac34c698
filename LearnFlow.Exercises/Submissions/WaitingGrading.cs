using LearnFlow.Exercises.Outbox;

namespace LearnFlow.Exercises.Submissions;

/// <summary>Grades what waits, as soon as it is due.</summary>
public sealed class WaitingGrading(GradingPass pass, GradingSignal signal, TimeProvider clock, ILogger<WaitingGrading> logger) : BackgroundService
{
    // Rows of a replica that died are found by this; what is stored here raises the signal.
    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = s_look;
            try
            {
                if (await pass.RunAsync(stoppingToken) is { } next && next - clock.GetUtcNow() is var left && left < s_look)
                {
                    pause = left > TimeSpan.Zero ? left : TimeSpan.Zero;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "Submissions that wait to be graded could not be looked at; it is tried again in a minute.");
            }

            await signal.WaitAsync(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
