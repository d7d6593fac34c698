using System.Diagnostics.Metrics;
using LearnFlow.Triage.Behaviour;
using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.OfflineTutor.Python;
using static LearnFlow.Tests.Agent.Replies;

namespace LearnFlow.Tests.Agent;

/// <summary>Each way in which a model's server may behave ends in a useful answer.</summary>
[TestClass]
public sealed class ModelTutorTests
{
    private const string Hint = "Your function runs, but the test expects 3 for “banana” and gets 1. Look at line 3. "
        + "It sets the count back to zero in each turn of the loop. "
        + "So only the last letter is left when the loop ends. Where would the line have to stand to run only once?";

    private const string Leak = $"Here is the whole answer.\n\n```python\n{TutorUnderTest.Solution}\n```\n";

    [TestMethod]
    public async Task A_model_that_answers_is_shown_sentence_by_sentence()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Says(Hint));

        var (text, parts) = await tutor.AskAsync();

        Assert.AreEqual(Hint, text);
        Assert.IsGreaterThanOrEqualTo(5, parts.Count);
        Assert.IsTrue(parts.All(part => part.Source == "test-model"));
        Assert.AreEqual("Bearer secret-key", tutor.Server.Requests.Single().Authorization);
    }

    [TestMethod]
    public async Task The_model_gets_the_diagnosis_as_evidence_and_neither_the_solution_nor_hidden_tests()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Says(Hint));

        await tutor.AskAsync();

        var prompt = tutor.Server.Requests.Single().Everything;
        Assert.Contains("accumulatorResetInLoop", prompt);
        Assert.Contains("gives 3, and yours gave 1", prompt);
        Assert.DoesNotContain("text.lower()", prompt);
        Assert.DoesNotContain("hidden-expectation-77", prompt);
    }

    [TestMethod]
    public async Task Of_a_hidden_test_the_model_learns_the_name_alone()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Calls("read_failing_test"), Says(Hint));
        var hidden = new Trial("A long word", Hidden: true, IsOutput: false, Passed: false, Endless: false,
            "secret-input", "secret-expected", "secret-actual", "secret-output", "ValueError", "bad secret-input", 2);
        var evidence = Evidence.Of(PythonSource.Read("print(1)"), new ProgramBehaviour([hidden]));

        await tutor.AskAsync(TutorUnderTest.Request() with { Evidence = evidence, Diagnosis = Diagnosis.Of(evidence) });

        var prompt = tutor.Server.Requests.Last().Everything;
        Assert.Contains("A long word", prompt);
        Assert.DoesNotContain("secret-", prompt);
    }

    [TestMethod]
    public async Task A_tool_is_called_and_its_result_goes_back()
    {
        await using var tutor = await TutorUnderTest.StartAsync(
            Calls("run_code", """{"program": "print(\"17 bananas\")"}"""), Says(Hint + " A small program prints `17 bananas` here."));

        var (text, _) = await tutor.AskAsync();

        Assert.Contains("17 bananas", tutor.Server.Requests.Last().Everything);
        Assert.EndsWith("prints `17 bananas` here.", text, "What a run showed may be claimed.");
    }

    [TestMethod]
    [DataRow("read_failing_test", "{}", "yours gave 1")]
    [DataRow("read_attempts", "{}", "the latest attempts")]
    [DataRow("look_up_concept", """{"question": "sums"}""", "# Accumulators")]
    public async Task Every_tool_answers(string name, string arguments, string result)
    {
        await using var tutor = await TutorUnderTest.StartAsync(Calls(name, arguments), Says(Hint));

        var (text, _) = await tutor.AskAsync();

        Assert.AreEqual(Hint, text);
        var message = tutor.Server.Requests.Last().Messages[^1];
        Assert.AreEqual("tool", message.Role);
        Assert.Contains(result, message.Content);
    }

    [TestMethod]
    public async Task A_tool_that_is_not_there_or_gets_nonsense_does_not_end_the_answer()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Calls("drop_tables"), Calls("run_code", """{"wrong": 1}"""), Says(Hint));

        Assert.AreEqual(Hint, (await tutor.AskAsync()).Text);
    }

    [TestMethod]
    public async Task A_model_that_never_stops_calling_tools_is_stopped()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Calls("read_failing_test"));

        await AssertOfflineAsync(tutor, "does not answer");

        Assert.IsLessThanOrEqualTo(5, tutor.Server.Requests.Count);
    }

    [TestMethod]
    public async Task A_model_that_does_not_answer_in_time_is_not_waited_for()
    {
        await using var tutor = await TutorUnderTest.StartAsync(new Dictionary<string, string?> { ["AI:FirstTokenTimeout"] = "00:00:00.3" }, NeverAnswers());

        await AssertOfflineAsync(tutor, "does not answer");
    }

    [TestMethod]
    public async Task A_model_that_falls_silent_is_finished_by_the_offline_tutor()
    {
        await using var tutor = await TutorUnderTest.StartAsync(
            new Dictionary<string, string?> { ["AI:PauseTimeout"] = "00:00:00.5" }, FallsSilentAfter("Your function runs. It gives one instead of"));

        await AssertOfflineAsync(tutor, "broke off", startsWith: "Your function runs. ");
    }

    [TestMethod]
    public async Task A_slow_model_is_shown_as_it_speaks()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Says(Hint, TimeSpan.FromMilliseconds(5)));

        Assert.AreEqual(Hint, (await tutor.AskAsync()).Text);
    }

    [TestMethod]
    public async Task Too_many_requests_are_tried_again_when_the_server_says_soon()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Fails(429, retryAfterSeconds: 0), Says(Hint));

        Assert.AreEqual(Hint, (await tutor.AskAsync()).Text);
        Assert.HasCount(2, tutor.Server.Requests);
    }

    [TestMethod]
    public async Task Too_many_requests_are_not_waited_for_when_the_server_says_much_later()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Fails(429, retryAfterSeconds: 60));

        await AssertOfflineAsync(tutor, "does not answer");

        Assert.HasCount(1, tutor.Server.Requests);
    }

    [TestMethod]
    public async Task A_server_error_is_tried_again()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Fails(500), Fails(503), Says(Hint));

        Assert.AreEqual(Hint, (await tutor.AskAsync()).Text);
    }

    [TestMethod]
    public async Task A_server_that_keeps_failing_is_left_alone_for_a_while()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Fails(500));
        for (var request = 0; request < 5; request++)
        {
            await AssertOfflineAsync(tutor, "does not answer");
        }

        Assert.IsLessThan(10, tutor.Server.Requests.Count, "Five answers with three tries each would be 15 requests: the circuit breaker opens.");
    }

    [TestMethod]
    [DataRow(401)]
    [DataRow(404)]
    public async Task A_refused_key_or_model_ends_in_the_offline_hint(int status)
    {
        await using var tutor = await TutorUnderTest.StartAsync(Fails(status));

        await AssertOfflineAsync(tutor, "does not answer");
    }

    [TestMethod]
    public async Task A_server_that_is_not_there_ends_in_the_offline_hint()
    {
        await using var tutor = await TutorUnderTest.StartAsync(new Dictionary<string, string?> { ["AI:Endpoint"] = "http://127.0.0.1:9/v1" }, Says(Hint));

        await AssertOfflineAsync(tutor, "does not answer");
    }

    [TestMethod]
    public async Task A_stream_that_is_cut_is_finished_by_the_offline_tutor()
    {
        var read = new TaskCompletionSource();
        await using var tutor = await TutorUnderTest.StartAsync(IsCutAfter("Your function runs. It gives one instead of", read.Task));

        await AssertOfflineAsync(tutor, "broke off", "Your function runs. ", read);
    }

    [TestMethod]
    public async Task A_stream_that_is_not_JSON_is_finished_by_the_offline_tutor()
    {
        await using var tutor = await TutorUnderTest.StartAsync(IsMalformedAfter("Your function runs. It gives "));

        await AssertOfflineAsync(tutor, "broke off", startsWith: "Your function runs. ");
    }

    [TestMethod]
    public async Task An_empty_answer_ends_in_the_offline_hint()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Says(""));

        await AssertOfflineAsync(tutor, "does not answer");
    }

    [TestMethod]
    public async Task A_leaked_solution_is_withheld_and_written_anew()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Says(Leak), Says(Hint));

        var (text, parts) = await tutor.AskAsync();

        AssertNoSolution(text);
        Assert.EndsWith(Hint, text);
        Assert.IsTrue(parts.All(part => part.Source == "test-model"));
        Assert.Contains("gives the exercise's solution away", tutor.Server.Requests.Last().Everything);
    }

    [TestMethod]
    public async Task Another_solution_than_the_reference_is_found_by_the_hidden_tests()
    {
        const string Other = "Try it so.\n\n```python\ndef count_vowels(text):\n    return sum(map(text.lower().count, \"aeiou\"))\n```\n";
        await using var tutor = await TutorUnderTest.StartAsync(Says(Other), Says(Hint));

        var (text, _) = await tutor.AskAsync();

        Assert.DoesNotContain("sum(map(", text);
        Assert.Contains("sum(map(", string.Concat(tutor.Code.Verified));
    }

    [TestMethod]
    public async Task A_model_that_leaks_again_is_replaced_by_the_offline_hint()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Says(Leak));

        AssertNoSolution(await AssertOfflineAsync(tutor, "withheld"));

        Assert.HasCount(2, tutor.Server.Requests);
    }

    [TestMethod]
    public async Task Code_that_cannot_be_checked_is_not_shown()
    {
        await using var tutor = await TutorUnderTest.StartAsync(
            Says(Hint + "\n\n```python\npoints = 0\nfor game in [1, 2]:\n    points += game\nprint(points)\n```\n"));
        tutor.Code.IsDown = true;

        var (text, _) = await tutor.AskAsync();

        Assert.DoesNotContain("```", text);
        Assert.StartsWith(Hint, text);
    }

    [TestMethod]
    public async Task Azure_OpenAI_is_spoken_to_in_its_own_dialect()
    {
        await using var tutor = await TutorUnderTest.StartAsync(
            new Dictionary<string, string?> { ["AI:Endpoint"] = "{server}", ["AI:Provider"] = "AzureOpenAI", ["AI:Model"] = "my-deployment" }, Says(Hint));

        Assert.AreEqual(Hint, (await tutor.AskAsync()).Text);
        var request = tutor.Server.Requests.Single();
        Assert.AreEqual("/openai/deployments/my-deployment/chat/completions", request.Path);
        Assert.AreEqual("secret-key", request.ApiKey);
    }

    [TestMethod]
    public async Task What_was_said_before_is_remembered()
    {
        await using var tutor = await TutorUnderTest.StartAsync(Says(Hint));
        await tutor.AskAsync(TutorUnderTest.Request(question: "Why one?"));

        await tutor.AskAsync(TutorUnderTest.Request(question: "And now?"));

        var messages = tutor.Server.Requests.Last().Messages;
        Assert.Contains("Why one?", messages[1].Content);
        Assert.AreEqual(("assistant", Hint), messages[2]);
        Assert.Contains("And now?", messages[3].Content);
    }

    [TestMethod]
    public async Task Tokens_and_cost_are_measured()
    {
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "LearnFlow.LanguageModels")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.Start();
        await using var tutor = await TutorUnderTest.StartAsync(
            new Dictionary<string, string?> { ["AI:Model"] = "model-with-a-price", ["AI:InputPrice"] = "2", ["AI:OutputPrice"] = "10" }, Says(Hint));

        await tutor.AskAsync();

        Assert.AreEqual(1000, measured["gen_ai.client.token.usage"]);
        Assert.AreEqual(0.0028, measured["learnflow.gen_ai.cost"], 1e-9);

        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "gen_ai.request.model", Value: "model-with-a-price" })
                {
                    lock (measured)
                    {
                        measured[instrument.Name] = measured.GetValueOrDefault(instrument.Name) + value;
                    }
                }
            }
        }
    }

    private static async Task<string> AssertOfflineAsync(TutorUnderTest tutor, string note, string startsWith = "", TaskCompletionSource? read = null)
    {
        var (text, parts) = await tutor.AskAsync(read: read);

        Assert.Contains(note, text);
        Assert.StartsWith(startsWith, text);
        Assert.EndsWith(await tutor.OfflineAsync(), text);
        Assert.AreEqual("offline", parts[^1].Source);
        return text;
    }

    private static void AssertNoSolution(string text) => Assert.IsFalse(LearnFlow.Triage.GuardRails.SolutionLeak.IsIn(text, TutorUnderTest.Solution), text);
}
