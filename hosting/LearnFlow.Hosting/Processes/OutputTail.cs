namespace LearnFlow.Hosting.Processes;

/// <summary>The last lines that a process wrote, for the message about its failure.</summary>
public sealed class OutputTail(int capacity = 40)
{
    private readonly Queue<string> _lines = new(capacity);

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    internal void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == capacity)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    /// <summary>The lines joined by line breaks.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Lines);
}
