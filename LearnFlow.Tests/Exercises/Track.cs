namespace LearnFlow.Tests.Exercises;

/// <summary>A small track of our own in Exercism's layout, with what real tracks have and with folders that are broken in every way.</summary>
internal static class Track
{
    public const string Greeter = "def greet(name=None):\n    return f'Hello, {name or \"you\"}!'\n";

    /// <summary>Each exercise, and whether learners can work on it.</summary>
    public static IReadOnlyDictionary<string, bool> Exercises { get; } = new Dictionary<string, bool>
    {
        ["greeter"] = true,
        ["marked"] = true,
        ["with-data"] = true,
        ["by-its-name"] = true,
        ["tidy-up"] = true,
        ["wrong-example"] = false,
        ["no-tests"] = false,
        ["needs-threads"] = false,
        ["broken-config"] = false,
        ["syntax-error"] = false,
        ["not-python"] = false,
        ["exits"] = false,
        ["endless"] = false,
    };

    /// <summary>The files by path, below a folder as an archive of a repository has it.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>(
    [
        new("track-main/config.json", """
            {"language": "Python", "exercises": {
              "concept": [{"slug": "marked", "name": "Marked", "concepts": ["lists"]}],
              "practice": [{"slug": "greeter", "name": "Greeter", "difficulty": 1}, {"slug": "nowhere"}, 7]}}
            """),
        new("track-main/README.md", "About the track."),
        new("track-main/concepts/lists/.meta/config.json", """{"blurb": "Several values in a row.", "authors": []}"""),
        .. Exercise("practice/greeter", "greeter", Greeter, """
            import unittest
            from greeter import greet

            class GreeterTest(unittest.TestCase):
                def test_a_name(self):
                    self.assertEqual(greet("Ada"), "Hello, Ada!")

                def test_nobody(self):
                    self.assertEqual(greet(), "Hello, you!")

            if __name__ == "__main__":
                unittest.main()
            """),
        .. Exercise("concept/marked", "marked", "def first(items):\n    return items[0]\n", """
            import unittest
            import pytest
            from marked import first

            class MarkedTest(unittest.TestCase):
                @pytest.mark.task(taskno=1)
                def test_first(self):
                    for items in ([1], [1, 2]):
                        with self.subTest(items=items):
                            self.assertEqual(first(items), 1)

                @unittest.skip("not yet")
                def test_later(self):
                    self.fail()
            """, example: "exemplar"),
        .. Exercise("practice/with-data", "with_data", "from table import ROWS\n\ndef total():\n    return sum(ROWS)\n", """
            import unittest
            import with_data
            from table import ROWS

            class A(unittest.TestCase):
                def setUp(self):
                    self.rows = ROWS

                def test_total(self):
                    self.assertEqual(with_data.total(), sum(self.rows))

            class B(A):
                def test_total(self):
                    self.assertEqual(with_data.total(), 6)
            """),
        new("track-main/exercises/practice/with-data/table.py", "ROWS = [1, 2, 3]\n"),
        .. Exercise("practice/by-its-name", "by_its_name", "import inspect\n\ndef where():\n    return inspect.currentframe().f_code.co_filename, missing()\n", """
            import unittest
            from pathlib import Path
            from unittest.mock import patch
            from helping_hand import word
            import by_its_name
            from by_its_name import (where)

            class ByItsNameTest(unittest.TestCase):
                @classmethod
                def setUpClass(cls):
                    cls.words = Path("data/words.txt").read_text().split()

                @patch("by_its_name.missing", create=True, new=lambda: 5)
                def test_its_file(self):
                    file, five = where()
                    self.assertIn("by_its_name", file)
                    self.assertEqual(five, 5)
                    self.assertIs(by_its_name.where, where)

                def test_fixture(self):
                    self.assertEqual(self.words, [word(), "two"])
            """),
        new("track-main/exercises/practice/by-its-name/data/words.txt", "one two\n"),
        new("track-main/exercises/practice/by-its-name/helping_hand.py", "def word():\n    return 'one'\n"),
        new("track-main/exercises/practice/by-its-name/.approaches/config.json", "{}"),
        .. Exercise("practice/tidy-up", "tidy_up", "def one():\n    return 1\n", One("tidy_up"), stub: "def one():\n    x = 0\n    return x + 1\n"),
        .. Exercise("practice/wrong-example", "wrong_example", "def one():\n    return 2\n", One("wrong_example")),
        .. Exercise("practice/no-tests", "no_tests", "x = 1\n", "import unittest\n"),
        .. Exercise("practice/needs-threads", "needs_threads", "import threading\n\ndef one():\n    t = threading.Thread(target=print)\n    t.start()\n    return 1\n", One("needs_threads")),
        .. Exercise("practice/syntax-error", "syntax_error", "def one(:\n", One("syntax_error")),
        .. Exercise("practice/exits", "exits", "raise SystemExit\n", One("exits")),
        .. Exercise("practice/endless", "endless", "def one():\n    while True:\n        pass\n", One("endless")),
        new("track-main/exercises/practice/broken-config/.meta/config.json", "{not json"),
        new("track-main/exercises/practice/not-python/.meta/config.json", """{"files": {"solution": ["x.rb"], "test": ["x_test.rb"], "example": []}}"""),
    ]);

    /// <summary>The exercises that learners can work on alone.</summary>
    public static IReadOnlyDictionary<string, string> Supported { get; } = Files
        .Where(file => Exercises.All(exercise => exercise.Value || !file.Key.Contains($"/{exercise.Key}/", StringComparison.Ordinal)))
        .ToDictionary();

    private static string One(string module) => $"""
        import unittest
        from {module} import one

        class OneTest(unittest.TestCase):
            def test_one(self):
                self.assertEqual(one(), 1)
        """;

    private static IEnumerable<KeyValuePair<string, string>> Exercise(string path, string module, string solution, string tests, string example = "example", string stub = "pass\n")
    {
        var folder = $"track-main/exercises/{path}/";
        yield return new(folder + ".meta/config.json", $$"""{"files": {"solution": ["{{module}}.py"], "test": ["{{module}}_test.py"], "{{example}}": [".meta/{{example}}.py"]} }""");
        yield return new($"{folder}.meta/{example}.py", solution);
        yield return new(folder + ".docs/instructions.md", "# Instructions\n\nDo it.\n");
        yield return new($"{folder}{module}.py", stub);
        yield return new($"{folder}{module}_test.py", tests);
    }
}
