namespace LearnFlow.Exercises.Content;

/// <summary>A content file cannot be read; the message names the file and says what to change.</summary>
public sealed class ContentException : Exception
{
    /// <summary>Names the file and the reason.</summary>
    public ContentException(string file, string reason, Exception? inner = null) : base($"{file}: {reason}", inner)
    {
    }
}
