using LearnFlow.LanguageModels;
using LearnFlow.Triage.Agent;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.Help;
using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.OfflineTutor.Python;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnFlow.Tests.Agent;

/// <summary>The agent as Triage puts it together, on a model server that replies as told.</summary>
internal sealed class TutorUnderTest : IAsyncDisposable
{
    public const string Solution = """
        def count_vowels(text):
            total = 0
            for letter in text.lower():
                if letter in "aeiou":
                    total += 1
            return total
        """;

    private const string Program = """
        def count_vowels(text):
            for letter in text:
                total = 0
                total += letter in "aeiou"
            return total
        """;

    private readonly IHost _host;

    private TutorUnderTest(ModelServer server, CodeServices code, IHost host)
    {
        (Server, Code, _host) = (server, code, host);
        AnswerCode = new DaprAnswerCode(code.Dapr, NullLogger<DaprAnswerCode>.Instance);
        Tutor = new ModelTutor(
            host.Services.GetRequiredService<IChatClient>(), host.Services.GetRequiredService<ModelOptions>(),
            Offline, AnswerCode, new OneArticle(), Conversations, host.Services.GetRequiredService<ILogger<ModelTutor>>());
    }

    public ModelServer Server { get; }

    public CodeServices Code { get; }

    public DaprAnswerCode AnswerCode { get; }

    public ModelTutor Tutor { get; }

    public RememberedConversations Conversations { get; } = new();

    public OfflineHints Offline { get; } = new(NullLogger<OfflineHints>.Instance);

    public static Task<TutorUnderTest> StartAsync(params ModelReply[] replies) => StartAsync(new Dictionary<string, string?>(), replies);

    public static async Task<TutorUnderTest> StartAsync(Dictionary<string, string?> settings, params ModelReply[] replies)
    {
        var server = await ModelServer.StartAsync(replies);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AI:Endpoint"] = $"{server.Address}/v1", ["AI:Model"] = "test-model", ["AI:Key"] = "secret-key",
        });
        builder.Configuration.AddInMemoryCollection(
            settings.ToDictionary(setting => setting.Key, setting => setting.Value?.Replace("{server}", server.Address)));
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.AddLanguageModel();
        return new TutorUnderTest(server, await CodeServices.StartAsync("in \"aeiou\"", "sum(map("), builder.Build());
    }

    /// <summary>A request for help with a program that forgets its start value.</summary>
    public static HelpContext Request(string? code = null, string? question = null, string? statement = null, int level = 2, string? message = null)
    {
        var evidence = new Evidence(
            PythonSource.Read(code ?? Program), "ok", message is null ? null : "ValueError", message, null,
            "count_vowels(\"banana\") gives 3, and yours gave 1");
        var exercise = new ExerciseFacts(
            "vowel-meter", "Vowel meter", statement ?? "Count the vowels of a text.", ["accumulators"], Solution,
            [new HelpTest("A hidden word", Function: "count_vowels", Hidden: true, ExpectedRepr: "hidden-expectation-77")]);
        return new HelpContext(
            Guid.NewGuid().ToString(), "learner-1", new HelpQuestion(code ?? Program, "vowel-meter", level, question), level,
            evidence, Diagnosis.Of(evidence), exercise, [], []);
    }

    /// <summary>The whole answer, and who wrote its parts.</summary>
    public async Task<(string Text, IReadOnlyList<AnswerPart> Parts)> AskAsync(HelpContext? request = null, TaskCompletionSource? read = null)
    {
        var parts = new List<AnswerPart>();
        await foreach (var part in Tutor.AnswerAsync(request ?? Request(), CancellationToken.None))
        {
            parts.Add(part);
            read?.TrySetResult();
        }

        return (string.Concat(parts.Select(part => part.Text)), parts);
    }

    /// <summary>What the offline tutor says to the same request.</summary>
    public async Task<string> OfflineAsync(HelpContext? request = null)
    {
        var parts = new List<string>();
        await foreach (var part in Offline.AnswerAsync(request ?? Request(), CancellationToken.None))
        {
            parts.Add(part.Text);
        }

        return string.Concat(parts);
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        AnswerCode.Dispose();
        await Code.DisposeAsync();
        await Server.DisposeAsync();
    }

    private sealed class OneArticle : IArticles
    {
        public Task<string?> FindAsync(string question, CancellationToken cancellationToken) =>
            Task.FromResult<string?>("# Accumulators\nStart before the loop.");
    }
}

/// <summary>Conversations in memory.</summary>
internal sealed class RememberedConversations : IConversations
{
    public List<Turn> Turns { get; } = [];

    public Task<IReadOnlyList<Turn>> LoadAsync(string learnerId, string? exerciseId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Turn>>([.. Turns]);

    public Task SaveAsync(string learnerId, string? exerciseId, IReadOnlyList<Turn> before, Turn turn, CancellationToken cancellationToken)
    {
        Turns.Add(turn);
        return Task.CompletedTask;
    }
}
