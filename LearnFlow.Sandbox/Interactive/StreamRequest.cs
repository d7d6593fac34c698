using System.Security.Cryptography;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Interactive;

/// <summary>Body of <c>POST /run/stream</c>: a run whose output comes as it is written.</summary>
/// <param name="Run">What to run.</param>
/// <param name="Interactive">
/// True when the program may wait for input: it then ends with <see cref="RunStatus.WaitingForInput"/>, and is gone on
/// with by sending the same request with one input and the answer's session more.
/// </param>
/// <param name="Inputs">The lines typed so far, oldest first.</param>
/// <param name="Session">The session of the last answer; null at the start.</param>
/// <param name="EndOfInput">True when no line comes after <paramref name="Inputs"/>: the program then sees the end of its input instead of waiting.</param>
public sealed record StreamRequest(
    RunRequest Run,
    bool Interactive = false,
    IReadOnlyList<string>? Inputs = null,
    ReplaySession? Session = null,
    bool EndOfInput = false);

/// <summary>
/// All that an interactive run is while the learner thinks: no process, no memory. The program is run again from its
/// start with one input more, with the same randomness and clock, and only what is new is sent.
/// </summary>
/// <param name="Seed">Seeds the program's randomness.</param>
/// <param name="StartMs">The program's clock at its start, in milliseconds since 1970.</param>
/// <param name="ShownCharacters">Characters of output sent so far.</param>
/// <param name="ShownHash">Their SHA-256 in hexadecimal.</param>
public sealed record ReplaySession(int Seed, long StartMs, int ShownCharacters = 0, string ShownHash = "")
{
    /// <summary>A session that begins now.</summary>
    public static ReplaySession Create(TimeProvider time) => new(RandomNumberGenerator.GetInt32(int.MaxValue), time.GetUtcNow().ToUnixTimeMilliseconds());
}

/// <summary>The stream's last event.</summary>
/// <param name="Result">As <c>POST /run</c> answers it; the output is the whole output.</param>
/// <param name="Session">Send it back with the next input; null when the run is not interactive.</param>
public sealed record StreamResult(RunResult Result, ReplaySession? Session);
