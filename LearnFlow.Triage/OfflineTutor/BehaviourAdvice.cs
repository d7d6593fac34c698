namespace LearnFlow.Triage.OfflineTutor;

/// <summary>
/// What helps where no misconception was recognised, but a line was found (Python/changes.py names what it is about): what to
/// look at, and what to try. It never says what the line should be.
/// </summary>
/// <param name="LookAt">What on the line matters: level 2.</param>
/// <param name="Try">What to do next: level 3.</param>
/// <param name="Example">The idea on other data; null when words are enough.</param>
public sealed record BehaviourAdvice(string LookAt, string Try, string? Example = null)
{
    private static readonly BehaviourAdvice Line = new(
        "Each line does exactly what it says. Work out by hand what this one does for the input above.",
        "Print the values that this line uses, right before it, and run it with the input above. Compare each with what you get by hand.");

    private static readonly Dictionary<string, BehaviourAdvice> ByTopic = new()
    {
        ["comparison"] = new(
            "The comparison on this line decides. For which values is it true, and what about the value exactly at the border?",
            "Put the values of the input above into the comparison, then values just below and just above. Is the answer the one that the task asks for, each time?",
            "height = 120\nprint(height > 120)\nprint(height >= 120)"),
        ["condition"] = new(
            "The condition on this line decides which way the program goes. For the input above it goes the wrong way.",
            "Say the condition in words, then say in words when the task wants this way to be taken. Where do the two differ?"),
        ["logic"] = new(
            "Two questions are joined on this line. Must both be true, or is one enough?",
            "Make a small table: each question true or false, and what should happen in each of the four cases.",
            "raining = True\ncold = False\nprint(raining and cold)\nprint(raining or cold)"),
        ["arithmetic"] = new(
            "The calculation on this line does not give what the task asks for.",
            "Do the calculation of this line with pen and paper, for the input above, and compare with what Python gives for it.",
            "print(17 / 5)\nprint(17 // 5)\nprint(17 % 5)"),
        ["precedence"] = new(
            "Python works out the calculation on this line in another order than it is read.",
            "Work out the line step by step: multiplication and division come before addition and subtraction, brackets before all.",
            "print(2 + 6 / 2)\nprint((2 + 6) / 2)"),
        ["range"] = new(
            "Where does the `range` on this line start, and which is the last number that it gives?",
            "Write down all numbers that the range gives for the input above. Which one is missing, or one too many?",
            "print(list(range(4)))\nprint(list(range(1, 4)))"),
        ["index"] = new(
            "Which position does this line look at? Positions count from 0.",
            "Write the positions under the items of the input above, and mark the one that this line takes.",
            "word = \"lamp\"\nprint(word[0], word[1], word[-1])"),
        ["slice"] = new(
            "Where does the slice on this line begin, and where does it end? The end itself is left out.",
            "Write the positions under the items of the input above, and mark what the slice takes.",
            "word = \"lantern\"\nprint(word[1:4])\nprint(word[:3])"),
        ["startValue"] = new(
            "This line gives a name its first value. Does the rest of the program work when nothing changes that value afterwards?",
            "Think of the smallest input, and of one where all values are small or negative. Which first value is right for each of them?"),
        ["constant"] = new(
            "A fixed value stands on this line. Is it the one that the task asks for?",
            "Compare each fixed value on this line, sign by sign, with the task and with what the test expects."),
        ["name"] = new(
            "Which name does this line use, and what does it hold at this moment? Another one may be meant.",
            "Write down what each name in the function stands for, one sentence each. Does this line use the one whose sentence fits?"),
        ["value"] = new(
            "The value that this line works with is not the one that the task asks for.",
            "Say in one sentence what this line should work with, and print what it really works with."),
        ["arguments"] = new(
            "The order of the values between the brackets matters. Which comes first?",
            "Look up, or try, what the first and the second value mean for this call.",
            "print(pow(2, 3))\nprint(pow(3, 2))"),
        ["call"] = new(
            "What exactly does the function or method on this line do?",
            "Try that one call alone, with a part of the input above, and look at what it gives."),
        ["conversion"] = new(
            "Of which type is the value on this line, and is it already in the form that the comparison or calculation needs?",
            "Print `repr` of the value, and its type, right before this line.",
            "value = \" Seven \"\nprint(repr(value), type(value))"),
        ["order"] = new(
            "The order matters here: of the items, or of this line and its neighbour.",
            "Follow the input above line by line, and note after each one what has changed. At which moment is the order wrong?"),
        ["place"] = new(
            "What this line says may be fine, but how often, and when, is it run? Look at its indentation.",
            "Count how many times this line runs for the input above. Should it run once in each round, or once after all of them?",
            "total = 0\nfor price in [2, 3]:\n    total += price\n    print(\"so far\", total)\nprint(\"in all\", total)"),
        ["branch"] = new(
            "Can more than one of these branches run for the same value, and should they?",
            "Follow the input above through the branches, and mark each one that runs.",
            "size = 12\nif size > 10:\n    print(\"large\")\nelif size > 5:\n    print(\"medium\")"),
        ["extraStatement"] = new(
            "What does this line change, and does the task ask for that?",
            "Follow the program with the input above, once with this line and once without, and compare."),
        ["missingStatement"] = new(
            "Something is missing after this line: for the input above the program goes on where it should not.",
            "When this line has run, is the work of the loop done? Think of what should happen next."),
        ["missingReturn"] = new(
            "After this line the function comes to its end. What does it give back then?",
            "Follow the function with the input above to its last line, and say which value the caller gets.",
            "def double(number):\n    result = number * 2\n\nprint(double(4))"),
        ["returnValue"] = new(
            "What this line gives back is not what the test expects. Is it the right value, in the right case?",
            "Say in one sentence when the function comes to this line, and what the task asks for in that case."),
        ["specialCase"] = new(
            "The function starts its work at once. Is the input above a special case that needs an answer of its own?",
            "Think of the smallest inputs: an empty one, zero, a single item. Follow each of them through the function."),
        ["assignment"] = new(
            "Does this line replace the old value, or add to it? Which of the two is needed?",
            "Write down the value after each round, for the input above.",
            "steps = 5\nsteps += 2\nprint(steps)\nsteps = 2\nprint(steps)"),
        ["printed"] = new(
            "This line shows a value on the screen. Does the caller of the function get it, too?",
            "Store what the function gives back in a name, and print that name.",
            "def area(width, height):\n    return width * height\n\nsize = area(2, 3)\nprint(size)"),
        ["unusedResult"] = new(
            "This line makes a value. Who keeps it?",
            "Find out whether this call changes something in place or gives back a new value that has to be kept.",
            "name = \"ada\"\nname.upper()\nprint(name)"),
    };

    /// <summary>What there is advice on.</summary>
    public static IEnumerable<string> Topics => ByTopic.Keys;

    /// <summary>The advice on <paramref name="about"/>; general words about a line when it is null or unknown.</summary>
    public static BehaviourAdvice On(string? about) => about is not null && ByTopic.TryGetValue(about, out var advice) ? advice : Line;
}
