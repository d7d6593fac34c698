using System.Buffers;
using System.Text;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Wasi;

/// <summary>Standard output and standard error of a run, capped together.</summary>
/// <param name="maxBytes">Bytes of both streams; one more stops the run.</param>
/// <param name="onText">Gets the text as it comes (true: standard error); null when nobody watches.</param>
internal sealed class GuestOutput(int maxBytes, Action<bool, string>? onText = null)
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ArrayBufferWriter<byte> _error = new();
    private readonly Decoder _outputDecoder = Encoding.UTF8.GetDecoder();
    private readonly Decoder _errorDecoder = Encoding.UTF8.GetDecoder();

    public bool Truncated { get; private set; }

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>Bytes of both streams so far.</summary>
    public int WrittenBytes => _output.WrittenCount + _error.WrittenCount;

    public void Write(bool error, ReadOnlySpan<byte> bytes)
    {
        var room = maxBytes - WrittenBytes;
        Truncated = bytes.Length > room;
        var kept = Truncated ? bytes[..room] : bytes;
        (error ? _error : _output).Write(kept);
        if (onText is not null)
            onText(error, Decode(error ? _errorDecoder : _outputDecoder, kept));
        if (Truncated)
            throw new RunStopped(RunStatus.OutputLimit);
    }

    private static string Decode(Decoder decoder, ReadOnlySpan<byte> bytes)
    {
        var characters = new char[decoder.GetCharCount(bytes, flush: false)];
        decoder.GetChars(bytes, characters, flush: false);
        return new string(characters);
    }

    // What a learner's program prints need not be UTF-8: bytes that are not become U+FFFD.
    private static string Text(ArrayBufferWriter<byte> stream) => Encoding.UTF8.GetString(stream.WrittenSpan);
}
