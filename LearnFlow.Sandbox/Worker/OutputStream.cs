using System.Diagnostics;
using System.Text;

namespace LearnFlow.Sandbox.Worker;

/// <summary>Gathers small writes of a streaming run into pieces: at most one every <see cref="PieceMs"/> milliseconds.</summary>
internal sealed class OutputStream : IDisposable
{
    private const int PieceMs = 20;
    private const int PieceCharacters = 8_192;

    private readonly Lock _lock = new();
    private readonly StringBuilder _pending = new();
    private readonly Action<OutputText> _send;
    private readonly Timer _timer;
    private bool _isError;

    public OutputStream(Action<OutputText> send)
    {
        _send = send;
        _timer = new Timer(_ => Flush(), null, PieceMs, PieceMs);
    }

    public void Write(bool error, string text)
    {
        lock (_lock)
        {
            if (error != _isError)
                Flush();
            _isError = error;
            _pending.Append(text);
            if (_pending.Length >= PieceCharacters)
                Flush();
        }
    }

    public void Flush()
    {
        lock (_lock)
        {
            if (_pending.Length == 0)
                return;
            _send(new OutputText(_isError, _pending.ToString()));
            _pending.Clear();
        }
    }

    public void Dispose()
    {
        using var stopped = new ManualResetEvent(false);
        if (_timer.Dispose(stopped))
            stopped.WaitOne();
    }
}
