using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Wasi;

/// <summary>Standard input of a run.</summary>
/// <param name="bytes">What there is to read.</param>
/// <param name="waits">True when more may come later: a read at the end then stops the run instead of seeing the end of the file.</param>
internal sealed class GuestInput(ReadOnlyMemory<byte> bytes, bool waits = false)
{
    private int _position;

    public int Read(Span<byte> destination)
    {
        var left = bytes.Span[_position..];
        if (left.IsEmpty && waits && !destination.IsEmpty)
            throw new RunStopped(RunStatus.WaitingForInput);
        // A line at a time, as a terminal gives it.
        var line = waits && left.IndexOf((byte)'\n') is >= 0 and var end ? left[..(end + 1)] : left;
        var count = Math.Min(line.Length, destination.Length);
        line[..count].CopyTo(destination);
        _position += count;
        return count;
    }
}
