namespace LearnFlow.Tests.Web;

/// <summary>What the stand-in's services know.</summary>
internal static class SampleCourse
{
    /// <summary>As many as a real course has: lists scroll, and what escapes them is seen.</summary>
    public static object[] Exercises { get; } =
    [
        new { id = "0193a", slug = "greeting", title = "A friendly greeting", module = "first-steps", difficulty = 1 },
        new { id = "0193b", slug = "sum-of-evens", title = "Sum of the even numbers", module = "loops", difficulty = 2, concepts = (string[])["for-loops"] },
        new { id = "0193c", slug = "word-count", title = "Count the words", module = "dictionaries", difficulty = 3 },
        .. Enumerable.Range(1, 58).Select(number => new { id = $"0194{number}", slug = $"more-{number}", title = $"One more exercise, number {number}", module = "dictionaries", difficulty = 1 + (number % 5) }),
    ];

    public static object[] Concepts { get; } =
    [
        new { slug = "for-loops", title = "Repeating with for", summary = "Do something once for every item of a list." },
    ];

    public static object? Exercise(string slug) => slug switch
    {
        "sum-of-evens" => SumOfEvens,
        "three-boxes" => new
        {
            id = "0193d",
            slug,
            title = "Predict: three boxes",
            module = "first-steps",
            kind = "predictOutput",
            difficulty = 2,
            statement = "Read the program. What does it print?",
            starter = "",
            program = "red = 4\nblue = red + 1\nprint(red, \"and\", blue)  # both\n",
            visibleTests = Array.Empty<object>(),
        },
        "longest-entry" => new
        {
            id = "0193e",
            slug,
            title = "The longest entry",
            module = "files-and-errors",
            kind = "program",
            difficulty = 2,
            statement = "Print the longest line of `diary.txt`.",
            starter = "with open(\"diary.txt\") as file:\n    print(file.read())\n",
            visibleTests = new[] { new { name = "a diary", files = new Dictionary<string, string> { ["diary.txt"] = "Rain all day.\n\nWe found a kitten!\n" }, output = "We found a kitten!\n" } },
        },
        _ => null,
    };

    private static object SumOfEvens { get; } = new
    {
        id = "0193b",
        slug = "sum-of-evens",
        title = "Sum of the even numbers",
        module = "loops",
        difficulty = 2,
        statement = "Write a function `sum_of_evens(numbers)` that adds up the **even** numbers of a list.\n\n```python\nsum_of_evens([1, 2, 4])  # 6\n```\n\n<script>alert('never')</script>",
        starter = "def sum_of_evens(numbers):\n    ...\n",
    };

    public static object? Concept(string slug) => slug != "for-loops" ? null : new
    {
        slug,
        title = "Repeating with for",
        summary = "Do something once for every item of a list.",
        body = "A `for` loop runs its body **once for every item**.\n\n```python\nfor name in [\"Ada\", \"Grace\"]:\n    print(name)\n```\n\n```output\nAda\nGrace\n```\n\n## When to use it\n\n- You know what to go through.\n- You want every item, one after the other.\n\n| Loop | Ends |\n|---|---|\n| `for` | after the last item |\n| `while` | when its condition is false |\n\n[Not a link](javascript:alert(1)) <img src=x onerror=alert(1)>\n",
    };
}
