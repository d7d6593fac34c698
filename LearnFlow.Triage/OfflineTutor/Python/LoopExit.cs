namespace LearnFlow.Triage.OfflineTutor.Python;

/// <summary>Lines by which a loop can be left from inside.</summary>
internal static class LoopExit
{
    /// <summary>True when <paramref name="line"/> leaves the loop.</summary>
    public static bool IsOn(PythonLine line) =>
        System.Text.RegularExpressions.Regex.IsMatch(line.Code, @"(?:^|:\s*)(?:break|return|raise)\b|\b(?:exit|quit)\s*\(");
}
