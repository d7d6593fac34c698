using System.ComponentModel;
using LearnFlow.LanguageModels;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.Help;
using Microsoft.Extensions.AI;

namespace LearnFlow.Triage.Agent;

/// <summary>What the model may do while it writes one hint. All of it only reads, for this learner and this request.</summary>
internal sealed class TutorTools(HelpContext context, IAnswerCode code, IArticles articles, GuardedAnswer answer, Fence fence)
{
    private const int LatestAttempts = 5;
    private const int MaxCode = 4000;

    /// <summary>The tools as the model sees them.</summary>
    public IList<AITool> All =>
    [
        AIFunctionFactory.Create(RunCodeAsync, "run_code"),
        AIFunctionFactory.Create(ReadFailingTest, "read_failing_test"),
        AIFunctionFactory.Create(ReadAttempts, "read_attempts"),
        AIFunctionFactory.Create(LookUpConceptAsync, "look_up_concept"),
    ];

    [Description("Runs a small Python program in the sandbox and gives what it prints.")]
    private async Task<string> RunCodeAsync([Description("The whole program.")] string program, CancellationToken cancellationToken)
    {
        if (program.Length > MaxCode)
        {
            return $"The program is longer than {MaxCode} characters; run a smaller one.";
        }

        if (await code.OutputAsync(program, cancellationToken) is not { } output)
        {
            return "The sandbox does not answer; go on without a run.";
        }

        answer.Learn(output);
        return fence.Around("what the program printed", output);
    }

    [Description("Gives the first test that the learner's program fails.")]
    private string ReadFailingTest() =>
        TutorPrompt.FailingTest(context.Evidence) is { } test ? fence.Around("the failing test", test) : "No failing test is known.";

    [Description("Gives the learner's latest attempts at this exercise, newest first: how each ended.")]
    private string ReadAttempts() => fence.Around("the latest attempts", string.Join('\n', context.Activities.OfType<Attempt>()
        .Where(attempt => attempt.ExerciseId == context.Question.ExerciseId).Reverse().Take(LatestAttempts)
        .Select(attempt => attempt.Succeeded ? "ended well" : $"{attempt.Failure} {attempt.ErrorMessage}")));

    [Description("Gives the article of LearnFlow's library that explains a concept.")]
    private async Task<string> LookUpConceptAsync([Description("The concept, or a question about it.")] string question, CancellationToken cancellationToken) =>
        await articles.FindAsync(question, cancellationToken) is { } article ? fence.Around("an article", article) : "There is no such article.";
}
