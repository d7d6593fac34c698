using LearnFlow.Concepts.Search;

namespace LearnFlow.Tests.Concepts;

[TestClass]
public sealed class SearchTests
{
    private static readonly ArticleIndex s_index = new(Articles.All);

    /// <summary>Questions as learners put them, with the article that answers each.</summary>
    private static readonly (string Question, string Article)[] s_questions =
    [
        ("How do I save a value so I can use it later?", "variables"),
        ("why does it say my name is not defined", "variables"),
        ("how can I get the remainder of a division", "numbers"),
        ("what is the difference between / and //", "numbers"),
        ("How do I check if a number is even?", "numbers"),
        ("how to put an apostrophe inside a string", "text-values"),
        ("how do I glue two words together", "text-values"),
        ("How can I show something on the screen?", "printing"),
        ("print two things without a new line between them", "printing"),
        ("How do I ask the user for their name?", "input"),
        ("what does input() give back", "input"),
        ("How do I put a variable in the middle of a sentence?", "f-strings"),
        ("show a price with two decimals", "f-strings"),
        ("how do i turn a string into a number", "converting-types"),
        ("can only concatenate str (not int) to str", "converting-types"),
        ("How do I read an error message?", "reading-tracebacks"),
        ("my program crashed, which line is wrong?", "reading-tracebacks"),
        ("do something only when a condition is true", "if-else"),
        ("what is elif good for", "if-else"),
        ("IndentationError expected an indented block", "if-else"),
        ("what's the difference between = and ==", "comparisons"),
        ("how do I test whether two values are different", "comparisons"),
        ("how to check two conditions at once", "logical-operators"),
        ("why is if x == 1 or 2 always true", "logical-operators"),
        ("How do I do something for each item in a list?", "for-loops"),
        ("what is a loop variable", "for-loops"),
        ("How do I repeat something ten times?", "range"),
        ("why does range(5) not include 5", "range"),
        ("count down from 10 to 1", "range"),
        ("my loop never stops", "while-loops"),
        ("how do I repeat until the user says stop", "while-loops"),
        ("how to get out of a loop early", "break-and-continue"),
        ("skip one turn of the loop", "break-and-continue"),
        ("how do I add up all numbers in a list with a loop", "accumulators"),
        ("what does += mean", "accumulators"),
        ("find the largest value with a loop", "accumulators"),
        ("How do I write my own function?", "defining-functions"),
        ("nothing happens when I run my function", "defining-functions"),
        ("what is an argument of a function", "parameters"),
        ("missing 1 required positional argument", "parameters"),
        ("why does my function return None", "return-values"),
        ("should I print or return the result?", "return-values"),
        ("how can I make a parameter optional", "default-arguments"),
        ("call a function with named arguments", "default-arguments"),
        ("why can't I use a variable from inside a function outside of it", "scope"),
        ("UnboundLocalError: local variable referenced before assignment", "scope"),
        ("my program is getting too long, how do I split it up", "decomposition"),
        ("a function that calls itself", "recursion"),
        ("maximum recursion depth exceeded", "recursion"),
        ("how do I get the first letter of a word", "indexing"),
        ("string index out of range", "indexing"),
        ("how do I reverse a string", "slicing"),
        ("take the first three characters of a text", "slicing"),
        ("make all letters capital", "string-methods"),
        ("remove spaces at the start and end of a string", "string-methods"),
        ("'str' object does not support item assignment", "string-immutability"),
        ("why does text.upper() not change my text", "string-immutability"),
        ("go through a word letter by letter", "looping-over-text"),
        ("count the vowels in a word", "looping-over-text"),
        ("how do I split a sentence into words", "split-and-join"),
        ("turn a list of words into one string with commas", "split-and-join"),
        ("how to keep many values in one variable", "lists"),
        ("list index out of range", "lists"),
        ("how do I add an element to a list", "list-methods"),
        ("delete an item from a list", "list-methods"),
        ("what is a tuple and how is it different from a list", "tuples"),
        ("return two values from a function and unpack them", "tuples"),
        ("how do I sort a list from high to low", "sorting"),
        ("sort words by their length", "sorting"),
        ("why does my_list.sort() give None", "sorting"),
        ("make a new list with every number doubled in one line", "list-comprehensions"),
        ("keep only the even numbers of a list", "list-comprehensions"),
        ("why does changing one list change the other one too", "aliasing"),
        ("how do I make a real copy of a list", "aliasing"),
        ("get the index and the value in a for loop", "enumerate-and-zip"),
        ("loop over two lists at once", "enumerate-and-zip"),
        ("how do I look up a value by its name", "dictionaries"),
        ("add a new key to a dict", "dictionaries"),
        ("print every key and value of a dictionary", "looping-over-dictionaries"),
        ("dictionary changed size during iteration", "looping-over-dictionaries"),
        ("how many times does each word appear", "counting"),
        ("find the most common letter", "counting"),
        ("what does KeyError mean", "missing-keys"),
        ("give a default when a key is not in the dictionary", "missing-keys"),
        ("how do I make a table with rows and columns", "nested-data"),
        ("a list of dictionaries", "nested-data"),
        ("remove duplicates from a list", "sets"),
        ("which names are in both lists", "sets"),
        ("how do I open a text file and read it", "reading-files"),
        ("FileNotFoundError no such file", "reading-files"),
        ("save my results in a file", "writing-files"),
        ("how do I add a line to an existing file without losing the rest", "writing-files"),
        ("read a spreadsheet table", "csv-and-json"),
        ("how do I load json", "csv-and-json"),
        ("how do I keep my program from crashing on an error", "try-and-except"),
        ("what is except for", "try-and-except"),
        ("how do I make my own error when a value is bad", "raising-errors"),
        ("raise ValueError", "raising-errors"),
        ("keep asking until the user types a number", "checking-input"),
        ("make sure the input is valid", "checking-input"),
        ("what is an object", "classes"),
        ("what does __init__ do", "classes"),
        ("what is self for", "methods"),
        ("takes 0 positional arguments but 1 was given", "methods"),
        ("why does printing my object show a strange address", "text-of-objects"),
        ("what is __str__", "text-of-objects"),
        ("write a class with less code", "dataclasses"),
        ("what does super() do", "inheritance"),
        ("one class based on another class", "inheritance"),
        ("objects that contain other objects", "composition"),
        ("how do I test my function", "testing-with-assert"),
        ("what is an AssertionError", "testing-with-assert"),

        // Asked after the keywords were written; what they missed at first has one now.
        ("How can I make my program choose between two options?", "if-else"),
        ("I want to run a block again and again until something happens", "while-loops"),
        ("why is 0.1 + 0.2 not 0.3", "numbers"),
        ("how do I round a number to 2 places when printing", "f-strings"),
        ("What happens if I forget to call my function?", "defining-functions"),
        ("pass a list to a function and it got modified", "aliasing"),
        ("how do i check if a word is in a sentence", "string-methods"),
        ("how to find the smallest number", "accumulators"),
        ("how to merge two dictionaries", "dictionaries"),
        ("generate numbers 0 2 4 6", "range"),
        ("store student grades by name", "dictionaries"),
        ("make a grid", "nested-data"),
        ("how do you comment the parameters", "parameters"),
        ("remove punctuation from text", "string-methods"),
        ("capitalize the first letter", "string-methods"),
        ("write numbers into a text file line by line", "writing-files"),
        ("my file is empty after writing", "writing-files"),
        ("give an object a nice printout", "text-of-objects"),
        ("variable outside function not changing", "scope"),
        ("what does % do", "numbers"),
        ("what does not mean in an if", "logical-operators"),
        ("what is the use of zip", "enumerate-and-zip"),
        ("how do I know which type a value has", "converting-types"),
        ("call function inside itself", "recursion"),
        ("unit tests", "testing-with-assert"),
        ("list of squares", "list-comprehensions"),
        ("AttributeError: 'Dog' object has no attribute 'name'", "classes"),
        ("forgot self", "methods"),
        ("how to ask for input until it is correct", "checking-input"),
        ("turn words into uppercase", "string-methods"),
        ("handle division by zero without stopping", "try-and-except"),
        ("nested loops over rows", "nested-data"),
        ("how to remove all duplicates and keep unique names", "sets"),
        ("sort names alphabetically", "sorting"),
        ("insert an element at the front", "list-methods"),
        ("read csv file", "csv-and-json"),
        ("what is an f string", "f-strings"),
        ("global variable", "scope"),
        ("function with optional argument", "default-arguments"),
        ("slice of a list from the third item", "slicing"),
        ("is there a difference between sorted and sort", "sorting"),
        ("how to go through two lists together", "enumerate-and-zip"),
        ("why is my sum wrong, it only has the last number", "accumulators"),
        ("my print shows None", "return-values"),
        ("split my big function", "decomposition"),
        ("How do I make text bold or show quotes in a string", "text-values"),
        ("what comes after the equals sign", "variables"),
        ("the loop skips the last element", "range"),
        ("put items of a list in one sentence", "split-and-join"),
        ("which error types can I catch", "try-and-except"),
        ("what is the purpose of a constructor", "classes"),
        ("change a value inside a dictionary", "dictionaries"),
        ("is there a faster way to write a for loop that makes a list", "list-comprehensions"),
        ("why do I get a SyntaxError", "reading-tracebacks"),
        ("difference between append and extend", "list-methods"),
        ("difference between a method and a function", "methods"),
        ("how do I use elif", "if-else"),
        ("two lists pair each name with an age", "enumerate-and-zip"),
        ("what is an infinite loop", "while-loops"),
        ("number of vowels", "looping-over-text"),
        ("how to write comments about errors I raise", "raising-errors"),
        ("subclass of a class", "inheritance"),
        ("what is a decorator dataclass", "dataclasses"),
        ("repeat a word five times", "text-values"),
    ];

    /// <summary>The same with typing mistakes.</summary>
    private static readonly (string Question, string Article)[] s_mistyped =
    [
        ("dictonary", "dictionaries"),
        ("recusion", "recursion"),
        ("fucntion retrun value", "return-values"),
        ("how to slcie a list", "slicing"),
        ("lsit comprehenson", "list-comprehensions"),
        ("inheritence", "inheritance"),
        ("pritn on the screen", "printing"),
        ("paramter of a function", "parameters"),
        ("infinte whlie loop", "while-loops"),
        ("sorting alfabetical", "sorting"),
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void The_right_article_is_among_the_first_three_for_every_question() => AssertFound(s_questions);

    [TestMethod]
    public void Typing_mistakes_are_forgiven() => AssertFound(s_mistyped);

    [TestMethod]
    public void There_is_a_question_for_every_article() => CollectionAssert.IsSubsetOf(
        Articles.All.Select(article => article.Slug).ToArray(), s_questions.Select(question => question.Article).ToArray());

    [TestMethod]
    public void An_article_is_found_by_its_own_title() => AssertFound([.. Articles.All.Select(article => (article.Title, article.Slug))]);

    [TestMethod]
    [DataRow("")]
    [DataRow("how do I")]
    [DataRow("🙂 ¿¡ ⸮")]
    [DataRow("xqzjkvw")]
    public void What_says_nothing_finds_nothing(string question) => Assert.IsEmpty(s_index.Search(question, 3));

    private void AssertFound((string Question, string Article)[] questions)
    {
        var ranks = questions.Select(question => (question.Question, question.Article,
            Found: s_index.Search(question.Question, 3).Select(hit => hit.Article.Slug).ToList())).ToList();
        var missed = ranks.Where(rank => !rank.Found.Contains(rank.Article))
            .Select(rank => $"{rank.Question}: {rank.Article} is not among {string.Join(", ", rank.Found)}").ToList();

        TestContext.WriteLine($"{ranks.Count} questions, {ranks.Count(rank => rank.Found.FirstOrDefault() == rank.Article)} right at the first place.");
        Assert.IsEmpty(missed, string.Join('\n', missed));
    }
}
