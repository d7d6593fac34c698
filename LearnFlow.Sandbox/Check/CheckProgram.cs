using System.Text;

namespace LearnFlow.Sandbox.Check;

/// <summary>
/// What runs tests inside the guest. It is loaded when the interpreter's snapshot is taken, so that no test waits for it to be
/// compiled, under a name that no file can take.
/// </summary>
internal static class CheckProgram
{
    /// <summary>Starts it in a run.</summary>
    public const string Start = "import sys\nsys.modules['learnflow check'].run()\n";

    /// <summary>The module; part of the cache key.</summary>
    public static byte[] Source { get; } = Encoding.UTF8.GetBytes(EmbeddedText.Read(typeof(CheckProgram), "values.py") + EmbeddedText.Read(typeof(CheckProgram), "check.py"));
}
