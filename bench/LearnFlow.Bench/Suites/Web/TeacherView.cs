using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.RegularExpressions;

namespace LearnFlow.Bench.Suites.Web;

/// <summary>From a learner's third error to the teacher's screen: gateway, sandbox, Kafka, Triage, Kafka, Web, live stream.</summary>
internal static partial class TeacherView
{
    public static async Task<Samples> MeasureAsync(LearnFlowSystem system, int learners, CancellationToken cancellationToken)
    {
        using var teacher = await SignInAsync(system, cancellationToken);
        await using var stream = await teacher.GetStreamAsync("/teach/live", cancellationToken);
        await using var events = SseParser.Create(stream).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await events.MoveNextAsync(); // ready
        var samples = new Samples();
        for (var i = 0; i < learners; i++)
        {
            using var learner = system.CreateWebClient();
            await FailAsync(learner, cancellationToken);
            await FailAsync(learner, cancellationToken);
            var started = Stopwatch.GetTimestamp();
            await FailAsync(learner, cancellationToken);
            while (await events.MoveNextAsync() && events.Current.EventType != "struggle")
            {
                // pings, and the ends of older struggles
            }

            samples.Add(Stopwatch.GetElapsedTime(started));
        }

        return samples;
    }

    private static async Task FailAsync(HttpClient learner, CancellationToken cancellationToken)
    {
        using var response = await learner.PostAsJsonAsync("/api/sandbox/run", new { language = "python", code = "print(1/0)" }, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The demo administrator, who sees guests too; the system runs in Development.</summary>
    public static async Task<HttpClient> SignInAsync(LearnFlowSystem system, CancellationToken cancellationToken)
    {
        var teacher = system.CreateWebClient();
        var token = Token().Match(await teacher.GetStringAsync("/account/sign-in", cancellationToken)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("Email", "admin@learnflow.example"), new("Password", "learnflow-demo"), new("__RequestVerificationToken", token)]);
        using var response = await teacher.PostAsync("/account/sign-in", form, cancellationToken);
        response.EnsureSuccessStatusCode();
        return teacher;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
