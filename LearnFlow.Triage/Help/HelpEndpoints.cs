using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using LearnFlow.Events;
using Microsoft.AspNetCore.Mvc;

namespace LearnFlow.Triage.Help;

/// <summary>The learner's way to help.</summary>
public static class HelpEndpoints
{
    private const int MaxCodeBytes = 64 * 1024;
    private const int MaxBodyBytes = 512 * 1024;
    private const int MaxQuestionLength = 2000;
    private const int MaxStatementLength = 10_000;
    private const int MaxTests = 100;

    /// <summary>Maps <c>POST /help</c>.</summary>
    public static void MapHelp(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/help", (HttpContext context, HelpQuestion question, HelpFlow help, CancellationToken cancellationToken) =>
        {
            var learnerId = context.LearnerId();
            Check(question);
            return TypedResults.ServerSentEvents(Named(help.AnswerAsync(learnerId, question, cancellationToken), cancellationToken));
        })
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .RequireAuthorization(Policies.Anyone)
            .WithTags("Help")
            .WithSummary("Help with the next step, as Server-Sent Events: text, diagnosis, done. For everyone, guests too.");

    private static void Check(HelpQuestion question)
    {
        if (Encoding.UTF8.GetByteCount(question.Code) > MaxCodeBytes)
        {
            throw new BadHttpRequestException($"The code is larger than {MaxCodeBytes / 1024} KiB.");
        }

        if (question.Tests?.Count > MaxTests)
        {
            throw new BadHttpRequestException($"There are {question.Tests.Count} tests; send at most {MaxTests}.");
        }

        if (question.Statement?.Length > MaxStatementLength)
        {
            throw new BadHttpRequestException($"The statement is longer than {MaxStatementLength} characters.");
        }

        if (question.ExerciseId?.Length > EventText.MaxName)
        {
            throw new BadHttpRequestException($"exerciseId is longer than {EventText.MaxName} characters.");
        }

        if (question.Question?.Length > MaxQuestionLength)
        {
            throw new BadHttpRequestException($"The question is longer than {MaxQuestionLength} characters.");
        }
    }

    private static async IAsyncEnumerable<SseItem<HelpEvent>> Named(
        IAsyncEnumerable<HelpEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in events.WithCancellation(cancellationToken))
        {
            yield return new SseItem<HelpEvent>(item, item switch { DiagnosisEvent => "diagnosis", TextEvent => "text", _ => "done" });
        }
    }
}
