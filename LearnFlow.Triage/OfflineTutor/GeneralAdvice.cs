namespace LearnFlow.Triage.OfflineTutor;

/// <summary>What helps with a kind of trouble when no misconception was recognised.</summary>
internal static class GeneralAdvice
{
    public static string Habit(HelpKind kind) => kind switch
    {
        HelpKind.Syntax => "Python names the line at which it gave up. The cause is on that line or just before it.",
        HelpKind.RuntimeError => "Read the last line of the message first: it says what went wrong. The line number above it says where.",
        HelpKind.DoesNotEnd => "Follow the first three rounds with pen and paper, and note what changes from one to the next.",
        HelpKind.WrongResult => "Take the smallest input that goes wrong, and work it out by hand, line by line, before you change anything.",
        _ => "Say in one sentence what the program should do for one small input. Then check whether each line does its part of that.",
    };

    public static string Question(HelpKind kind) => kind switch
    {
        HelpKind.Syntax => "Which sign or word would you expect on this line that is not there, or which one is too much?",
        HelpKind.RuntimeError => "Which values did this line work with when it failed, and were they the ones that you expected?",
        HelpKind.DoesNotEnd => "What has to happen so that the program comes to its end, and which line makes it happen?",
        HelpKind.WrongResult => "What did the test expect, what did your program give, and where do the two part for the first time?",
        _ => "Which result did you expect, and what did you see instead?",
    };

    public static string Meaning(HelpKind kind) => kind switch
    {
        HelpKind.Syntax => "Compare this line, sign by sign, with a line of the same kind that works.",
        HelpKind.RuntimeError => "The line itself is proper Python, but one of its values is not what the line needs.",
        HelpKind.DoesNotEnd => "A loop or a function that calls itself goes on for as long as nothing changes the answer to its condition.",
        HelpKind.WrongResult => "Every line does exactly what it says, so one of them says something else than you mean. The first value that differs from your own calculation shows which.",
        _ => "Without a failing test or an error there is no line that must be wrong. Run it with an input whose result you know, "
            + "and compare: the first difference shows where to look.",
    };

    public static string NextStep(HelpKind kind) => kind switch
    {
        HelpKind.Syntax => "Make the program smaller until Python reads it: turn lines into comments from the end upwards. The last one that you removed holds the cause.",
        HelpKind.RuntimeError => "Print the values that this line uses, right before it, and run again. Follow the one that surprises you back to the line that made it.",
        HelpKind.DoesNotEnd => "Print the values of the condition inside the loop, with a small input, and see which of them never changes.",
        HelpKind.WrongResult => "Print the values in the middle of the computation for the input of the test. Compare each with what you get by hand, and stop at the first that differs.",
        _ => "Write down one input and the result that you expect, and run the program on it. Then ask again about that difference.",
    };

    /// <summary>The answer to words that are not about programming.</summary>
    public const string OffTopic =
        "That is outside of what this tutor can answer: it helps with Python and with the program in your editor. Ask about a line, an error, "
        + "a test that fails, or something that you want to understand, for example: what does range do?";

    /// <summary>What comes before an explanation by Concepts.</summary>
    public const string ConceptQuestion = "That is a good thing to look up. Here is what the course says about it, with an example that you can run.";
}
