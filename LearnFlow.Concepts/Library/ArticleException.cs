namespace LearnFlow.Concepts.Library;

/// <summary>An article cannot be read; the message names the file and says what to change.</summary>
public sealed class ArticleException : Exception
{
    /// <summary>Names the file and the reason.</summary>
    public ArticleException(string file, string reason, Exception? inner = null) : base($"{file}: {reason}", inner)
    {
    }
}
