namespace LearnFlow.Sandbox.Analyze;

/// <summary>Body of <c>POST /analyze</c>.</summary>
/// <param name="Language">A language of <c>GET /runtimes</c>; only Python can be analysed.</param>
/// <param name="Code">The program, at most 64 KiB.</param>
public sealed record AnalyzeRequest(string Language, string Code);
