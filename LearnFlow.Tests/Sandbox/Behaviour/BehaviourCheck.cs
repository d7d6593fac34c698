using System.Globalization;
using System.Text.RegularExpressions;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox.Behaviour;

/// <summary>
/// A small program and what python3.11 prints for it: an entry of checks.txt. verify.py runs them with the machine's own
/// Python, which is where the expected values come from.
/// </summary>
internal sealed partial record BehaviourCheck(string Name, string Code, IReadOnlyList<SourceFile> Files, string Stdin, string Stdout, int ExitCode)
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, BehaviourCheck> All { get; } =
        Parse(File.ReadAllText(Path.Combine(Repository.Root, "LearnFlow.Tests", "Sandbox", "Behaviour", "checks.txt"))).ToDictionary(check => check.Name);

    private static IEnumerable<BehaviourCheck> Parse(string text)
    {
        var marks = Mark().Matches(text).ToList();
        var sections = marks.Select((mark, i) => (mark, Body: text[(mark.Index + mark.Length)..(i + 1 < marks.Count ? marks[i + 1].Index : text.Length)])).ToList();
        BehaviourCheck? check = null;
        foreach (var (mark, body) in sections)
        {
            if (mark.Groups["name"].Success)
            {
                if (check is not null)
                    yield return check;
                check = new BehaviourCheck(mark.Groups["name"].Value, body, [], "", "", 0);
                continue;
            }
            var part = mark.Groups["part"].Value.Split(' ');
            check = part[0] switch
            {
                "file" => check! with { Files = [.. check.Files, new SourceFile(part[1], body)] },
                "stdin" => check! with { Stdin = body },
                // A backslash at the end says that no line break follows.
                "stdout" => check! with { Stdout = body.EndsWith("\\\n", StringComparison.Ordinal) ? body[..^2] : body },
                _ => check! with { ExitCode = int.Parse(part[1], CultureInfo.InvariantCulture) },
            };
        }
        yield return check!;
    }

    [GeneratedRegex(@"^(?:=== (?<name>.+)|--- (?<part>file \S+|stdin|stdout|exit \d+))\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
