using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace LearnFlow.Concepts.Explain;

/// <summary>Questions about concepts.</summary>
public static class ExplainEndpoints
{
    private const int MaxQuestionLength = 2000;
    private const int MaxCodeBytes = 64 * 1024;
    private const int MaxBodyBytes = 512 * 1024;

    /// <summary>Maps <c>POST /explain</c>.</summary>
    public static void MapExplain(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/explain", (ExplainQuestion question, Explanations explanations, CancellationToken cancellationToken) =>
        {
            Check(question);
            return TypedResults.ServerSentEvents(Named(explanations.AnswerAsync(question, cancellationToken), cancellationToken));
        })
        .RequireAuthorization(Policies.Anyone)
        .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
        .WithTags("Concepts")
        .WithSummary("Answers a question about a concept from the articles, as Server-Sent Events: diagnosis, text…, done. Any known caller.");

    private static void Check(ExplainQuestion question)
    {
        if (string.IsNullOrWhiteSpace(question.Question) || question.Question.Length > MaxQuestionLength)
        {
            throw new BadHttpRequestException($"Give a question of 1 to {MaxQuestionLength} characters.");
        }

        if (question.Code is { } code && Encoding.UTF8.GetByteCount(code) > MaxCodeBytes)
        {
            throw new BadHttpRequestException($"The code is larger than {MaxCodeBytes / 1024} KiB.");
        }
    }

    private static async IAsyncEnumerable<SseItem<ExplainEvent>> Named(
        IAsyncEnumerable<ExplainEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in events.WithCancellation(cancellationToken))
        {
            yield return new SseItem<ExplainEvent>(item, item switch { DiagnosisEvent => "diagnosis", TextEvent => "text", _ => "done" });
        }
    }
}
