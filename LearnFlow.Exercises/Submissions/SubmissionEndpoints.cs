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

    /// <summary>Maps <c>POST</c> and <c>GET /exercises/{slug}/submissions</c>.</summary>
    public static RouteGroupBuilder MapSubmissions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/exercises/{slug}/submissions").WithTags("Submissions").RequireAuthorization(Policies.Anyone).NeedsSandbox();
        group.MapPost("/", HandIn).WithSummary("Grades a solution. The same text again gets its grade of before.");
        group.MapGet("/", List).WithSummary("The calling learner's submissions to an exercise, newest first, at most 50.");
        return group;
    }

    private static async Task<Results<Ok<SubmissionView>, ProblemHttpResult>> HandIn(
        HttpContext context,
        string slug,
        SubmissionRequest request,
        ExercisesDbContext database,
        SubmissionDesk desk,
        CancellationToken cancellation)
    {
        var learner = context.LearnerId();
        if (CodeRules.Complaint(request.Code) is { } complaint)
            return complaint;
        if (await ExerciseEndpoints.FindAsync(context, database, slug, cancellation) is not { } exercise)
            return Missing.Exercise(slug);
        var (submission, repeated) = await desk.HandInAsync(exercise, learner, request.Code, cancellation);
        return TypedResults.Ok(SubmissionView.Of(submission, repeated));
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
        return TypedResults.Ok(submissions.ConvertAll(submission => SubmissionView.Of(submission, repeated: false)));
    }
}
