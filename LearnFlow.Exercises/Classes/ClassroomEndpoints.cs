using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Mastery;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Classes;

/// <summary>What a teacher sees of a class.</summary>
public static class ClassroomEndpoints
{
    private const int MaxLimit = 200;

    /// <summary>Maps <c>/learners</c>, <c>/classes/{id}/overview</c> and <c>/classes/{id}/submissions</c>.</summary>
    public static void MapClassroom(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/learners", Learners).WithTags("Classroom").RequireAuthorization(Policies.Teacher)
            .WithSummary("Everybody in the caller's classes: whose attempts and struggles a teacher may see.");
        var group = routes.MapGroup("/classes/{id:guid}").WithTags("Classroom").RequireAuthorization(Policies.Teacher);
        group.MapGet("/overview", Overview).WithSummary("Assignments and mastery, per learner and per concept.");
        group.MapGet("/submissions", Submissions).WithSummary("The members' submissions, newest first, a page at a time.");
        group.MapGet("/submissions/{submission:guid}", Submission).WithSummary("One submission of a member, with code and all tests.");
    }

    private static async Task<Ok<List<TaughtLearner>>> Learners(HttpContext context, ExercisesDbContext database, CancellationToken cancellation)
    {
        var members = await database.Classes.AsNoTracking().TaughtBy(Caller.Of(context))
            .Join(database.ClassMembers, schoolClass => schoolClass.Id, member => member.ClassId, (schoolClass, member) => new
            {
                member.LearnerId,
                member.Name,
                Class = schoolClass.Name,
            })
            .ToListAsync(cancellation);
        return TypedResults.Ok(members.GroupBy(member => member.LearnerId)
            .Select(of => new TaughtLearner(of.Key, of.Select(member => member.Name).FirstOrDefault(name => name is not null), [.. of.Select(member => member.Class).Order()]))
            .OrderBy(learner => learner.Name).ThenBy(learner => learner.Learner).ToList());
    }

    private static async Task<Results<Ok<ClassOverview>, ProblemHttpResult>> Overview(
        HttpContext context, ExercisesDbContext database, TimeProvider clock, Guid id, CancellationToken cancellation)
    {
        if (await ClassEndpoints.TaughtAsync(context, database, id, cancellation) is null)
            return Missing.Class();
        var ofClass = database.ClassMembers.Where(member => member.ClassId == id);
        var members = await ofClass.AsNoTracking().OrderBy(member => member.Name).ThenBy(member => member.LearnerId).ToListAsync(cancellation);
        var assignments = await database.Assignments.AsNoTracking().Where(assignment => assignment.ClassId == id).OrderBy(assignment => assignment.DueAt)
            .Join(database.Exercises, assignment => assignment.ExerciseId, exercise => exercise.Id, (assignment, exercise) => new
            {
                exercise.Id,
                exercise.Slug,
                assignment.DueAt,
            })
            .ToListAsync(cancellation);
        var results = await database.Submissions
            .Where(submission => ofClass.Any(member => member.LearnerId == submission.LearnerId)
                && database.Assignments.Any(assignment => assignment.ClassId == id && assignment.ExerciseId == submission.ExerciseId))
            .GroupBy(submission => new { submission.LearnerId, submission.ExerciseId })
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Best = group.Max(submission => (double)submission.TestsPassed / submission.TestsTotal),
                SolvedAt = group.Min(submission => submission.TestsPassed == submission.TestsTotal ? (DateTimeOffset?)submission.At : null),
            })
            .ToDictionaryAsync(result => (result.Key.LearnerId, result.Key.ExerciseId), cancellation);
        var mastery = await database.Mastery.AsNoTracking()
            .Where(mastery => ofClass.Any(member => member.LearnerId == mastery.LearnerId))
            .Join(database.Concepts, mastery => mastery.Concept, concept => concept.Slug, (mastery, concept) => new { mastery, concept.Position })
            .OrderBy(row => row.Position)
            .Select(row => row.mastery)
            .ToListAsync(cancellation);

        var byLearner = mastery.ToLookup(row => row.LearnerId, row => new ConceptMastery(row.Concept, row.Known, row.Answers));
        var now = clock.GetUtcNow();
        var learners = members.Select(member => new LearnerProgress(
            member.LearnerId,
            member.Name,
            [.. assignments.Select(assignment =>
            {
                var result = results.GetValueOrDefault((member.LearnerId, assignment.Id));
                return new AssignmentProgress(
                    assignment.Slug, result?.Count ?? 0, result?.Best ?? 0, result?.SolvedAt, (result?.SolvedAt ?? now) > assignment.DueAt);
            })],
            [.. byLearner[member.LearnerId]]));
        var concepts = mastery.GroupBy(row => row.Concept).Select(rows => new ConceptProgress(
            rows.Key,
            rows.Average(row => row.Known),
            rows.Count(),
            rows.Count(row => new ConceptMastery(row.Concept, row.Known, row.Answers).Level == MasteryLevel.Mastered)));
        return TypedResults.Ok(new ClassOverview([.. learners], [.. concepts]));
    }

    private static async Task<Results<Ok<List<ClassSubmission>>, ProblemHttpResult>> Submissions(
        HttpContext context,
        ExercisesDbContext database,
        Guid id,
        string? learner,
        string? exercise,
        CancellationToken cancellation,
        int offset = 0,
        int limit = 50)
    {
        if (offset < 0 || limit is < 1 or > MaxLimit)
            return TypedResults.Problem($"offset is 0 or more, and limit 1 to {MaxLimit}.", statusCode: StatusCodes.Status400BadRequest);
        if (await ClassEndpoints.TaughtAsync(context, database, id, cancellation) is null)
            return Missing.Class();
        var rows = OfMembers(database, id);
        if (learner is not null)
            rows = rows.Where(submission => submission.LearnerId == learner);
        return TypedResults.Ok(await rows
            .Join(database.Exercises.IgnoreQueryFilters(), submission => submission.ExerciseId, other => other.Id, (submission, other) => new { submission, other.Slug })
            .Where(row => exercise == null || row.Slug == exercise)
            .OrderByDescending(row => row.submission.At).ThenBy(row => row.submission.Id)
            .Skip(offset).Take(limit)
            .Select(row => new ClassSubmission(
                row.submission.Id, row.submission.LearnerId, row.Slug, row.submission.At, row.submission.TestsPassed, row.submission.TestsTotal))
            .ToListAsync(cancellation));
    }

    private static async Task<Results<Ok<ClassSubmissionDetail>, ProblemHttpResult>> Submission(
        HttpContext context, ExercisesDbContext database, Guid id, Guid submission, CancellationToken cancellation)
    {
        if (await ClassEndpoints.TaughtAsync(context, database, id, cancellation) is null)
            return Missing.Class();
        var row = await OfMembers(database, id).Where(row => row.Id == submission)
            .Join(database.Exercises.IgnoreQueryFilters(), row => row.ExerciseId, exercise => exercise.Id, (row, exercise) => new { row, exercise.Slug, exercise.ClassId })
            .SingleOrDefaultAsync(cancellation);
        if (row is null)
        {
            return Missing.Answer("No member of this class handed that in.");
        }

        // Another class's exercise is another teacher's: its hidden tests are theirs to see.
        var seesHidden = row.ClassId is not { } owner || await database.Classes.TaughtBy(Caller.Of(context)).AnyAsync(taught => taught.Id == owner, cancellation);
        var outcomes = seesHidden ? row.row.Outcomes : [.. row.row.Outcomes.Select(outcome => outcome.ForLearner())];
        return TypedResults.Ok(new ClassSubmissionDetail(row.row.Id, row.row.LearnerId, row.Slug, row.row.At, row.row.Code, outcomes));
    }

    private static IQueryable<Submissions.Submission> OfMembers(ExercisesDbContext database, Guid id)
        => database.Submissions.AsNoTracking()
            .Where(submission => database.ClassMembers.Any(member => member.ClassId == id && member.LearnerId == submission.LearnerId));
}
