using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;

namespace LearnFlow.Sandbox.Worker;

/// <summary>What the API says to a worker: run this, or give up the batch with that number.</summary>
internal sealed record WorkerCommand(long Number, RunBatch? Batch = null);

/// <summary>What a worker says to the API; one of its parts is set.</summary>
/// <param name="Number">The batch that it is about.</param>
/// <param name="Runtimes">The worker is ready and has these.</param>
/// <param name="Notice">Something that the log should show.</param>
/// <param name="Text">Output of a run so far.</param>
/// <param name="Outcome">A run's end.</param>
/// <param name="IsEnd">The worker does no more of the batch.</param>
internal sealed record WorkerReport(
    long Number = 0,
    IReadOnlyList<RuntimeInfo>? Runtimes = null,
    string? Notice = null,
    OutputText? Text = null,
    RunOutcome? Outcome = null,
    bool IsEnd = false);

/// <summary>A piece of a run's output.</summary>
/// <param name="Error">True for standard error.</param>
/// <param name="Text">The text.</param>
public sealed record OutputText(bool Error, string Text);

/// <summary>Messages between API and worker on the worker's standard streams: four bytes of length, then JSON.</summary>
internal static class Frames
{
    /// <summary>Room for reading: most messages take one read.</summary>
    public const int BufferBytes = 32 << 10;

    private const int MaxFrameBytes = 64 << 20;

    public static async Task WriteAsync<T>(Stream stream, T message)
    {
        var frame = Encode(message);
        await stream.WriteAsync(frame);
        await stream.FlushAsync();
    }

    public static void Write<T>(Stream stream, T message)
    {
        stream.Write(Encode(message));
        stream.Flush();
    }

    /// <summary>The next message; null when the other side has closed the stream.</summary>
    public static async Task<T?> ReadAsync<T>(Stream stream) where T : class
    {
        var prefix = new byte[4];
        if (await stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length is < 0 or > MaxFrameBytes)
            throw new InvalidDataException($"A frame of {length} bytes is not a frame.");
        var body = new byte[length];
        if (await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false) < length)
            return null;
        return (T?)JsonSerializer.Deserialize(body, typeof(T), FrameJson.Default);
    }

    private static byte[] Encode<T>(T message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, typeof(T), FrameJson.Default);
        var frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        return frame;
    }
}

[JsonSerializable(typeof(WorkerCommand))]
[JsonSerializable(typeof(WorkerReport))]
internal sealed partial class FrameJson : JsonSerializerContext;
