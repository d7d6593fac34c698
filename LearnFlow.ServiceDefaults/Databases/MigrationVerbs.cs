using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnFlow;

/// <summary>
/// What a service with migrations can do in place of serving, for a deployment that migrates once and before: <c>--migrate</c> brings the
/// database to this version's schema; <c>--await-migrations</c> ends when somebody has. Compiled into each service that has a database.
/// </summary>
internal static partial class MigrationVerbs
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(2);

    /// <summary>Does what the command line asks for; true when the process is to end then.</summary>
    public static async Task<bool> RunMigrationVerbAsync<TContext>(this WebApplication app, string[] args, Func<Task> prepareAsync) where TContext : DbContext
    {
        if (args.Contains("--migrate"))
        {
            await prepareAsync();
            return true;
        }
        if (!args.Contains("--await-migrations"))
            return false;

        while (!await IsCurrentAsync<TContext>(app))
            await Task.Delay(s_again, app.Lifetime.ApplicationStopping);
        return true;
    }

    private static async Task<bool> IsCurrentAsync<TContext>(WebApplication app) where TContext : DbContext
    {
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
            var pending = (await database.GetPendingMigrationsAsync(app.Lifetime.ApplicationStopping)).ToList();
            if (pending.Count > 0)
                LogWaiting(app.Logger, pending[0], null);
            return pending.Count == 0;
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException { InnerException: DbException })
        {
            LogWaiting(app.Logger, "a database that answers", failure);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Waiting for {Migration}.")]
    private static partial void LogWaiting(ILogger logger, string migration, Exception? failure);
}
