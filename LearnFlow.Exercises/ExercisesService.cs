using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Authoring;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Classes;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Drafts;
using LearnFlow.Exercises.Idempotency;
using LearnFlow.Exercises.Import;
using LearnFlow.Exercises.Mastery;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.PersonalData;
using LearnFlow.Exercises.Quiz;
using LearnFlow.Exercises.Sharing;
using LearnFlow.Exercises.Storage;
using LearnFlow.Exercises.Submissions;
using LearnFlow.PersonalData;

namespace LearnFlow.Exercises;

/// <summary>The service, put together; tests and the bench start it with parts of their own.</summary>
public static class ExercisesService
{
    /// <summary>Builds it. Call <see cref="DatabasePreparation.PrepareDatabaseAsync"/> before it is started.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">What is to be different.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.Services.AddSubmissions();
        builder.Services.AddPersonalData();
        builder.Services.AddSingleton<CourseMap>();
        builder.Services.AddScoped<MasteryBook>();
        builder.Services.AddSingleton<IAuthoring<Exercise, ExerciseContent>, ExerciseAuthoring>();
        builder.Services.AddSingleton<IAuthoring<QuizQuestion, QuizContent>, QuizAuthoring>();
        builder.Services.AddScoped<ImportDesk>();
        builder.Services.AddScoped<QuizImport>();
        builder.Services.AddSingleton<UnittestDiscovery>();
        builder.Services.AddHostedService<IdempotencyCleaning>();
        builder.AddFirstUse(ExercisesFirstUse.AskAsync);
        builder.Services.AddOpenApi(OpenApiPolicies.Describe);
        configure?.Invoke(builder);
        // A query is part of the work that asks; the outbox that looks for messages makes no traces of its own.
        builder.AddNpgsqlDbContext<ExercisesDbContext>("exercisesdb", configureDbContextOptions: options => options.UseNpgsql(npgsql =>
            npgsql.ConfigureDataSource(source => source.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => Activity.Current is not null)))));

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapOpenApi().RequireAuthorization(Policies.Anyone);
        app.MapExercises();
        app.MapSolutions();
        app.MapReference();
        app.MapAuthoring();
        app.MapModules();
        app.MapSubmissions();
        app.MapDrafts();
        app.MapVersions();
        app.MapShares();
        app.MapQuiz();
        app.MapClasses();
        app.MapAssignments();
        app.MapClassroom();
        app.MapImports();
        app.MapExports();
        app.MapMastery();
        app.MapRecommendation();
        app.MapProgress();
        app.MapParkedMessages();
        app.MapPersonalData();
        return app;
    }
}
