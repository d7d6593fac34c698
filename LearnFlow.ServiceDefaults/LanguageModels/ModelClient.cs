using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using Azure.Identity;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OpenAI;

namespace LearnFlow.LanguageModels;

/// <summary>Makes the chat client that <see cref="ModelOptions"/> describe.</summary>
internal static class ModelClient
{
    /// <summary>
    /// A client that calls tools by itself, and measures each call by OpenTelemetry's conventions for generative AI, without
    /// the texts: they are a learner's.
    /// </summary>
    public static IChatClient Create(ModelOptions options, HttpClient http, ILoggerFactory loggers) =>
        new ChatClientBuilder(Provider(options, new HttpClientPipelineTransport(http)))
            .UseFunctionInvocation(loggers, calls => calls.MaximumIterationsPerRequest = options.MaxToolRounds)
            .Use(inner => new CostMeter(inner, options))
            .UseOpenTelemetry(loggers, ModelTelemetry.Name)
            .Build();

    private static IChatClient Provider(ModelOptions options, PipelineTransport transport)
    {
        // Retries are the HttpClient's (ModelResilience): two layers would multiply.
        var once = new ClientRetryPolicy(maxRetries: 0);
        if (options.IsAzure)
        {
            var azure = new AzureOpenAIClientOptions { Transport = transport, RetryPolicy = once };
            var address = new Uri(options.Endpoint);
            return (options.Key.Length > 0
                ? new AzureOpenAIClient(address, new ApiKeyCredential(options.Key), azure)
                : new AzureOpenAIClient(address, new DefaultAzureCredential(), azure)).GetChatClient(options.Model).AsIChatClient();
        }

        var settings = new OpenAIClientOptions { Transport = transport, RetryPolicy = once };
        if (options.Endpoint.Length > 0)
        {
            settings.Endpoint = new Uri(options.Endpoint);
        }

        // Servers on one's own machine ask for no key, but the client wants one.
        var key = new ApiKeyCredential(options.Key.Length > 0 ? options.Key : "none");
        return new OpenAIClient(key, settings).GetChatClient(options.Model).AsIChatClient();
    }
}
