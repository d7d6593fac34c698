using System.Buffers.Binary;

namespace LearnFlow.Sandbox.Wasi;

/// <summary>
/// <c>/dev/sleep</c>: eight bytes written to it are nanoseconds to wait. Some builds of Python carry a file system of
/// their own (wasi-vfs) that refuses poll_oneoff, and with it time.sleep; boot.py puts this in its place.
/// </summary>
internal static class SleepDevice
{
    public static FileNode CreateNode() => FileNode.Device((guest, _, bytes) =>
    {
        if (bytes.Length == sizeof(long))
            guest.Clock.Wait(Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(bytes)));
    });
}
