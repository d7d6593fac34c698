#pragma warning disable ASPIREINTERACTION001 // The inputs of a command are marked as experimental.
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Confluent.Kafka;

namespace LearnFlow.Hosting.Kafka;

/// <summary>The command that shows what lies on a topic, in the dashboard and with <c>aspire resource NAME browse-messages</c>.</summary>
internal static class KafkaBrowseCommand
{
    public const string Name = "browse-messages", TopicInput = "topic", CountInput = "count";
    private const int DefaultCount = 20, MaxCount = 200;

    public static IResourceBuilder<KafkaServerResource> WithBrowseMessagesCommand(this IResourceBuilder<KafkaServerResource> builder) => builder.WithCommand(
        Name,
        "Browse messages",
        context => BrowseAsync(builder.Resource, context),
        new CommandOptions
        {
            Description = "Shows the last messages of a topic. No consumer group is touched.",
            IconName = "MailRead",
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            Arguments =
            [
                new InteractionInput
                {
                    Name = TopicInput,
                    Label = "Topic",
                    InputType = InputType.Choice,
                    Required = true,
                    DynamicLoading = new InputLoadOptions { LoadCallback = context => LoadTopicsAsync(builder.Resource, context) },
                },
                new InteractionInput
                {
                    Name = CountInput,
                    Label = "Messages",
                    InputType = InputType.Number,
                    Value = DefaultCount.ToString(CultureInfo.InvariantCulture),
                    Description = $"How many of the last messages, at most {MaxCount}.",
                },
            ],
            ValidateArguments = context =>
            {
                if (Count(context.Inputs) is null)
                {
                    context.AddValidationError(CountInput, $"Write a number from 1 to {MaxCount}.");
                }

                return Task.CompletedTask;
            },
        });

    private static async Task LoadTopicsAsync(KafkaServerResource kafka, LoadInputContext context)
    {
        var bootstrapServers = await kafka.ConnectionStringExpression.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
        var metadata = await Task.Run(() => KafkaTopics.GetMetadata(bootstrapServers), context.CancellationToken).ConfigureAwait(false);
        context.Input.Options = [.. metadata.Topics.Select(t => t.Topic).Order(StringComparer.Ordinal).Select(t => new KeyValuePair<string, string>(t, t))];
        context.Input.Value ??= context.Input.Options.Select(o => o.Key).FirstOrDefault();
    }

    private static async Task<ExecuteCommandResult> BrowseAsync(KafkaServerResource kafka, ExecuteCommandContext context)
    {
        if (!context.Arguments.TryGetByName(TopicInput, out var topic) || string.IsNullOrEmpty(topic.Value) || Count(context.Arguments) is not { } count)
        {
            return CommandResults.Failure($"Name a topic, and a number of messages from 1 to {MaxCount}.");
        }

        var bootstrapServers = await kafka.ConnectionStringExpression.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
        try
        {
            var messages = await Task.Run(() => KafkaMessageReader.ReadLast(bootstrapServers!, topic.Value, count, context.CancellationToken), context.CancellationToken).ConfigureAwait(false);
            return CommandResults.Success($"{messages.Count} messages of {topic.Value}", KafkaMessageMarkdown.Write(topic.Value, messages), CommandResultFormat.Markdown, displayImmediately: true);
        }
        catch (KafkaException e)
        {
            return CommandResults.Failure($"The messages of '{topic.Value}' could not be read: {e.Error.Reason}.");
        }
    }

    private static int? Count(InteractionInputCollection inputs)
    {
        var text = inputs.TryGetByName(CountInput, out var input) ? input.Value : null;
        return string.IsNullOrEmpty(text) ? DefaultCount
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxCount ? count
            : null;
    }
}
