using System.Runtime.CompilerServices;
using LearnFlow.LanguageModels;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.Help;
using LearnFlow.Triage.OfflineTutor;
using Microsoft.Extensions.AI;

namespace LearnFlow.Triage.Agent;

/// <summary>
/// The tutor that asks a language model. It shows what the guard rails let pass, sentence by sentence; a draft that breaks a
/// rule is written anew once; and whatever else happens, the offline tutor finishes the answer and says so.
/// </summary>
public sealed partial class ModelTutor(
    IChatClient model, ModelOptions options, OfflineHints offline, IAnswerCode code, IArticles articles, IConversations conversations,
    ILogger<ModelTutor> logger) : ITutor
{
    private const int Drafts = 2;

    /// <summary>An answer with fewer words helps nobody.</summary>
    private const int FewestWords = 20;

    private const string NoAnswer = "*The language model does not answer at the moment. This hint is the offline tutor's.*\n\n";
    private const string BrokeOff = "\n\n*The language model broke off here. The offline tutor goes on:*\n\n";
    private const string Withheld =
        "\n\n*The language model's answer gave too much away or could not be checked, so it was withheld. The offline tutor's hint:*\n\n";

    /// <inheritdoc />
    public string Source => options.Model;

    /// <inheritdoc />
    public async IAsyncEnumerable<AnswerPart> AnswerAsync(HelpContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (context.Diagnosis.Kind is HelpKind.ConceptQuestion or HelpKind.OffTopic)
        {
            await foreach (var part in offline.AnswerAsync(context, cancellationToken))
            {
                yield return part; // one sentence; Concepts explains, with its own prompt
            }

            yield break;
        }

        var fence = new Fence();
        var hint = await OfflineHintAsync(context, cancellationToken);
        var before = await conversations.LoadAsync(context.LearnerId, context.Question.ExerciseId, cancellationToken);
        var messages = TutorPrompt.Compose(context, hint, before, fence);
        var answer = new GuardedAnswer(code, Guarded(context, hint));
        var chat = new ChatOptions { MaxOutputTokens = options.MaxOutputTokens, Tools = new TutorTools(context, code, articles, answer, fence).All };

        string? rule = null;
        var failed = false;
        for (var draft = 1; draft <= Drafts; draft++)
        {
            rule = null;
            await foreach (var (text, broken, failure) in DraftAsync(messages, chat, answer, cancellationToken))
            {
                if (text.Length > 0)
                {
                    yield return new AnswerPart(text, Source);
                }

                (rule, failed) = (broken, failure is not null);
                Log(context.RequestId, broken, failure);
            }

            if (rule is null)
            {
                break;
            }

            messages.Add(TutorPrompt.Again(rule, answer.Shown, fence));
        }

        if (rule is not null || failed || TextRules.Words(answer.Shown) < FewestWords)
        {
            yield return new AnswerPart(rule is not null ? Withheld : answer.Shown.Length > 0 ? BrokeOff : NoAnswer, offline.Source);
            await foreach (var part in offline.AnswerAsync(context, cancellationToken))
            {
                yield return part;
            }
        }

        ModelTelemetry.Answers.Add(
            1, new("gen_ai.request.model", Source), new("learnflow.prompt", TutorPrompt.Instructions.Name),
            new("learnflow.fallback", rule ?? (failed ? "failure" : "none")));
        var asked = context.Question.Question is { Length: > 0 } question ? question : $"A hint of level {context.Level}, please.";
        await conversations.SaveAsync(
            context.LearnerId, context.Question.ExerciseId, before, new Turn(asked, answer.Shown.Length > 0 ? answer.Shown : hint), CancellationToken.None);
    }

    /// <summary>One draft: what of it is shown, and at last the rule that it broke or how it failed, if it did.</summary>
    private async IAsyncEnumerable<(string Text, string? Broken, Exception? Failure)> DraftAsync(
        List<ChatMessage> messages, ChatOptions chat, GuardedAnswer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var units = new AnswerUnits();
        await foreach (var piece in ModelReading.ReadAsync(model, messages, chat, options, cancellationToken))
        {
            if (piece.Failure is not null)
            {
                yield return ("", null, piece.Failure); // half a sentence that waits in the units is not shown
                yield break;
            }

            foreach (var unit in units.Add(piece.Text))
            {
                var verdict = await answer.JudgeAsync(unit, cancellationToken);
                if (verdict.Judgement == Judgement.End)
                {
                    yield break;
                }

                yield return (verdict.Text, verdict.Judgement == Judgement.Rewrite ? verdict.Rule : null, null);
                if (verdict.Judgement == Judgement.Rewrite)
                {
                    yield break;
                }
            }
        }

        foreach (var unit in units.End())
        {
            var verdict = await answer.JudgeAsync(unit, cancellationToken);
            yield return (verdict.Text, verdict.Judgement == Judgement.Rewrite ? verdict.Rule : null, null);
            if (verdict.Judgement is Judgement.Rewrite or Judgement.End)
            {
                yield break;
            }
        }
    }

    private async Task<string> OfflineHintAsync(HelpContext context, CancellationToken cancellationToken)
    {
        var parts = new List<string>();
        await foreach (var part in offline.AnswerAsync(context, cancellationToken))
        {
            parts.Add(part.Text);
        }

        return string.Concat(parts);
    }

    /// <summary>The offline hint counts as a fact: it comes from the evidence, and its examples were run.</summary>
    private static GuardedQuestion Guarded(HelpContext context, string hint) => new(
        context.Question.ExerciseId, context.Exercise?.Solution, context.Question.Code, TutorPrompt.Instructions.Text,
        [
            hint, context.Opening ?? "", TutorPrompt.Message(context.Evidence) ?? "", context.Evidence.ErrorType ?? "",
            TutorPrompt.FailingTest(context.Evidence) ?? "",
        ]);

    private void Log(string requestId, string? rule, Exception? failure)
    {
        if (rule is not null)
        {
            LogWithheld(requestId, rule);
        }

        if (failure is not null)
        {
            LogFailed(requestId, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A part of the model's answer to {RequestId} was withheld: {Rule}.")]
    private partial void LogWithheld(string requestId, string rule);

    [LoggerMessage(LogLevel.Warning, "The model failed in the answer to {RequestId}; the offline tutor goes on.")]
    private partial void LogFailed(string requestId, Exception failure);
}
