using System.Text.RegularExpressions;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.Help;

/// <summary>What a learner's own words are about.</summary>
public enum QuestionTopic
{
    /// <summary>The program: also when nothing was written.</summary>
    Program,

    /// <summary>A concept of Python or programming.</summary>
    Concept,

    /// <summary>Neither programming nor the program.</summary>
    OffTopic,
}

/// <summary>Decides without a model what a question is about, by its words.</summary>
public static partial class QuestionTopics
{
    /// <summary>The topic of <paramref name="question"/>, asked with <paramref name="source"/> in the editor.</summary>
    public static QuestionTopic Of(string? question, PythonSource source)
    {
        if (string.IsNullOrWhiteSpace(question))
        {
            return QuestionTopic.Program;
        }

        var isAboutProgramming = ProgrammingWord().IsMatch(question);
        if (AsksForConcept().IsMatch(question) && isAboutProgramming && !OwnProgram().IsMatch(question))
        {
            return QuestionTopic.Concept;
        }

        var names = source.Names().Where(name => name.Length > 2).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return isAboutProgramming || OwnProgram().IsMatch(question) || Word().Matches(question).Any(word => names.Contains(word.Value)) || Word().Count(question) < 3
            ? QuestionTopic.Program
            : QuestionTopic.OffTopic;
    }

    [GeneratedRegex(@"\b(what(?:'s| is| are| does| do)|how (?:do|does|can|to)|explain|difference between|when (?:do|should) (?:i|you|we) use|why (?:does|do|is|are) python|meaning of)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForConcept();

    [GeneratedRegex(@"\b(my|mine|this|here|it|wrong|stuck|fails?|failing|broken|expected|instead|hint|line \d+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnProgram();

    [GeneratedRegex(@"\b(python|program(?:s|ming)?|code|coding|variables?|lists?|dict(?:s|ionary|ionaries)?|tuples?|sets?|strings?|texts?|numbers?|integers?|floats?|bool(?:ean)?s?|loops?|for|while|if|else|elif|def|functions?|methods?|class(?:es)?|objects?|self|return(?:s|ed)?|print(?:s|ed)?|input|range|index(?:es|ing)?|indices|slic(?:e|es|ing)|import|modules?|files?|errors?|exceptions?|tracebacks?|try|except|none|true|false|arguments?|parameters?|calls?|recursion|recursive|scope|global|comprehensions?|indent(?:ation|ed)?|comments?|operators?|conditions?|comparisons?|counters?|accumulators?|keys?|values?|sort(?:ed|ing)?|append|split|join|len|lambda|f-strings?|inherit(?:ance)?|dataclass(?:es)?|algorithms?|debug(?:ging)?|tests?|syntax|types?|iterate|iteration|output|exercise|task|hello)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ProgrammingWord();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
