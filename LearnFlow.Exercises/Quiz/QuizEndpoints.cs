using LearnFlow.Events;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Exercises.Quiz;

/// <summary>Quiz questions as learners meet them.</summary>
public static class QuizEndpoints
{
    /// <summary>Maps <c>GET /quiz</c>, <c>GET /quiz/{id}</c> and <c>POST /quiz/{id}/answers</c>.</summary>
    public static RouteGroupBuilder MapQuiz(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/quiz").WithTags("Quiz").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", List).WithSummary("The questions of a module, or of the whole course, in order.");
        group.MapGet("/{id}", Get).WithSummary("One question, without its answer.");
        group.MapPost("/{id}/answers", Answer).WithSummary("Answers a question. The first answer counts for mastery.");
        return group;
    }

    private static async Task<Ok<List<QuizView>>> List(
        HttpContext context, ExercisesDbContext database, string? module, CancellationToken cancellation)
    {
        var questions = database.QuizQuestions.AsNoTracking().SeenBy<QuizQuestion, QuizContent>(database, Caller.Of(context));
        if (module is not null)
            questions = questions.Where(question => question.Module == module);
        var rows = await questions
            .LeftJoin(database.Modules, question => question.Module, module => module.Slug, (question, module) => new { question, Place = (int?)module!.Position })
            .OrderBy(row => row.Place).ThenBy(row => row.question.Position)
            .Select(row => row.question)
            .ToListAsync(cancellation);
        return TypedResults.Ok(rows.ConvertAll(QuizView.Of));
    }

    private static async Task<Results<Ok<QuizView>, ProblemHttpResult>> Get(
        HttpContext context, ExercisesDbContext database, string id, CancellationToken cancellation)
        => await FindAsync(context, database, id, cancellation) is { } question
            ? TypedResults.Ok(QuizView.Of(question))
            : Missing.Question(id);

    private static async Task<Results<Ok<QuizVerdict>, ProblemHttpResult>> Answer(
        HttpContext context,
        ExercisesDbContext database,
        OutboxSignal outbox,
        TimeProvider clock,
        string id,
        QuizAnswerRequest request,
        CancellationToken cancellation)
    {
        var learner = context.LearnerId();
        if (await FindAsync(context, database, id, cancellation) is not { } question)
            return Missing.Question(id);
        if (ShownQuiz.Complaint(question, request.Choices) is { } complaint)
            return TypedResults.Problem(complaint, statusCode: StatusCodes.Status400BadRequest);

        var answer = new QuizAnswer
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            LearnerId = learner,
            QuestionId = question.Id,
            Revision = question.Revision,
            At = clock.GetUtcNow(),
            Choices = [.. request.Choices],
            Correct = ShownQuiz.IsCorrect(question, request.Choices),
        };
        var first = await TryStoreAsync(database, question, answer, cancellation);
        if (first)
            outbox.Raise();
        return TypedResults.Ok(new QuizVerdict(
            answer.Correct,
            [.. ShownQuiz.Order(question).Select(index => question.Content.Options[index].Explanation)],
            ShownQuiz.Solution(question),
            first));
    }

    /// <summary>Stores the answer and its event, unless the learner answered the question before.</summary>
    private static async Task<bool> TryStoreAsync(
        ExercisesDbContext database, QuizQuestion question, QuizAnswer answer, CancellationToken cancellation)
    {
        if (await database.QuizAnswers.AnyAsync(other => other.LearnerId == answer.LearnerId && other.QuestionId == question.Id, cancellation))
            return false;
        database.Add(answer);
        database.Add(OutboxMessage.Of(new QuizAnswered(
            answer.Id.ToString(), answer.LearnerId, answer.At, question.Content.Concepts[0], question.Slug, answer.Correct)));
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false; // answered twice at the same moment; the other one was first
        }
    }

    private static Task<QuizQuestion?> FindAsync(HttpContext context, ExercisesDbContext database, string slug, CancellationToken cancellation)
        => database.QuizQuestions.AsNoTracking()
            .SeenBy<QuizQuestion, QuizContent>(database, Caller.Of(context))
            .SingleOrDefaultAsync(question => question.Slug == slug, cancellation);
}
