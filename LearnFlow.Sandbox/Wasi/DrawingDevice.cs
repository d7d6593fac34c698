using System.Text;

namespace LearnFlow.Sandbox.Wasi;

/// <summary><c>/dev/drawing</c>: takes the commands that turtle.py draws with, up to <see cref="MaxCharacters"/>; what is over is dropped.</summary>
internal static class DrawingDevice
{
    /// <summary>Characters of all commands together.</summary>
    public const int MaxCharacters = 2 << 20;

    public static FileNode CreateNode() => FileNode.Device(Take);

    private static void Take(Guest guest, FileNode device, ReadOnlySpan<byte> written)
    {
        if (guest.Drawing.Length + written.Length <= MaxCharacters)
            guest.Drawing.Append(Encoding.UTF8.GetString(written));
    }
}
