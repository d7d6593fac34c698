using System.Globalization;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Submissions;

/// <summary>Handing in solutions. A learner sees their own submissions and no others.</summary>
public static class SubmissionEndpoints
{
    private const int ListLength = 50;

    // A row that is being graded is due far later, should whoever grades it die.
    private const int MaxRetrySeconds = 5;

    /// <summary>Maps <c>POST</c> and <c>GET /exercises/{slug}/submissions</c>, and <c>GET …/{id}</c>.</summary>
    public static RouteGroupBuilder MapSubmissions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/exercises/{slug}/submissions").WithTags("Submissions").RequireAuthorization(Policies.Anyone).NeedsSandbox();
        group.MapPost("/", HandIn).WithSummary("Grades a solution. The same text again gets its grade of before. 202 with a Location when it is stored and will be graded later.");
        group.MapGet("/", List).WithSummary("The calling learner's submissions to an exercise, those that wait first, then newest first, at most 50.");
        group.MapGet("/{id:guid}", Get).WithSummary("One of the calling learner's submissions; while it waits, Retry-After says when to ask again.");
        return group;
    }

    private static async Task<Results<Ok<SubmissionView>, Accepted<SubmissionView>, ProblemHttpResult>> HandIn(
        HttpContext context,
        string slug,
        SubmissionRequest request,
        ExercisesDbContext database,
        SubmissionDesk desk,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        var learner = context.LearnerId();
        if (CodeRules.Complaint(request.Code) is { } complaint)
        {
            return complaint;
        }

        if (await ExerciseEndpoints.FindAsync(context, database, slug, cancellation) is not { } exercise)
        {
            return Missing.Exercise(slug);
        }

        var (graded, waiting, repeated) = await desk.HandInAsync(exercise, learner, request.Code, cancellation);
        if (graded is not null)
        {
            return TypedResults.Ok(SubmissionView.Of(graded, repeated));
        }

        SayWhenToAsk(context, waiting!, clock);
        // Relative to the address that was asked, which the gateway has under another one.
        return TypedResults.Accepted($"submissions/{waiting!.Id}", SubmissionView.Of(waiting, TestsOf(exercise), repeated));
    }

    private static async Task<Ok<List<SubmissionView>>> List(
        HttpContext context, string slug, ExercisesDbContext database, CancellationToken cancellation)
    {
        var learner = context.LearnerId();
        var submissions = await database.Submissions.AsNoTracking()
            .Where(submission => submission.LearnerId == learner)
            .Join(
                database.Exercises.Where(exercise => exercise.Slug == slug),
                submission => submission.ExerciseId,
                exercise => exercise.Id,
                (submission, _) => submission)
            .OrderByDescending(submission => submission.At)
            .Take(ListLength)
            .ToListAsync(cancellation);
        var waiting = await Waiting(database, learner, slug).OrderByDescending(found => found.Waiting.At).Take(ListLength).ToListAsync(cancellation);
        return TypedResults.Ok(waiting.ConvertAll(found => SubmissionView.Of(found.Waiting, TestsOf(found.Exercise), repeated: false))
            .Concat(submissions.Select(submission => SubmissionView.Of(submission, repeated: false))).Take(ListLength).ToList());
    }

    private static async Task<Results<Ok<SubmissionView>, ProblemHttpResult>> Get(
        HttpContext context, string slug, Guid id, ExercisesDbContext database, TimeProvider clock, CancellationToken cancellation)
    {
        var learner = context.LearnerId();
        // First what waits: between the two queries it may be graded, but nothing graded begins to wait.
        if (await Waiting(database, learner, slug).SingleOrDefaultAsync(found => found.Waiting.Id == id, cancellation) is { } found)
        {
            SayWhenToAsk(context, found.Waiting, clock);
            return TypedResults.Ok(SubmissionView.Of(found.Waiting, TestsOf(found.Exercise), repeated: false));
        }

        var graded = await database.Submissions.AsNoTracking().SingleOrDefaultAsync(
            submission => submission.Id == id && submission.LearnerId == learner
                && database.Exercises.Any(exercise => exercise.Id == submission.ExerciseId && exercise.Slug == slug),
            cancellation);
        return graded is not null
            ? TypedResults.Ok(SubmissionView.Of(graded, repeated: false))
            : Missing.Answer("You have no such submission to this exercise. The same text may have been graded under another id: look at the list.");
    }

    private static IQueryable<WaitingFor> Waiting(ExercisesDbContext database, string learner, string slug) =>
        from waiting in database.WaitingSubmissions.AsNoTracking()
        join exercise in database.Exercises on waiting.ExerciseId equals exercise.Id
        where waiting.LearnerId == learner && exercise.Slug == slug
        select new WaitingFor { Waiting = waiting, Exercise = exercise };

    private static int TestsOf(Exercise exercise) => exercise.Content.Tests.All.Count();

    private static void SayWhenToAsk(HttpContext context, WaitingSubmission waiting, TimeProvider clock)
    {
        if (waiting.NextTryAt is { } next)
        {
            var seconds = Math.Clamp(Math.Ceiling((next - clock.GetUtcNow()).TotalSeconds), 1, MaxRetrySeconds);
            context.Response.Headers.RetryAfter = ((int)seconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    private sealed class WaitingFor
    {
        public required WaitingSubmission Waiting { get; init; }

        public required Exercise Exercise { get; init; }
    }
}
