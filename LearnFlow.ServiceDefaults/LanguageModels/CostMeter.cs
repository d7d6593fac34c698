using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LearnFlow.LanguageModels;

/// <summary>Counts what the calls cost.</summary>
internal sealed class CostMeter(IChatClient inner, ModelOptions options) : DelegatingChatClient(inner)
{
    private const double Million = 1_000_000;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chat = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, chat, cancellationToken);
        Count(response.Usage);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chat = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in base.GetStreamingResponseAsync(messages, chat, cancellationToken))
        {
            Count(update.Contents.OfType<UsageContent>().FirstOrDefault()?.Details);
            yield return update;
        }
    }

    private void Count(UsageDetails? usage)
    {
        if (usage is not null)
        {
            var dollars = ((usage.InputTokenCount ?? 0) * (double)options.InputPrice) + ((usage.OutputTokenCount ?? 0) * (double)options.OutputPrice);
            ModelTelemetry.Cost.Add(dollars / Million, new KeyValuePair<string, object?>("gen_ai.request.model", options.Model));
        }
    }
}
