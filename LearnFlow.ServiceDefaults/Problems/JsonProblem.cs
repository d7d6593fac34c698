using System.Text.Json;

namespace LearnFlow;

/// <summary>Says in a sentence what is wrong with a JSON body, and where.</summary>
internal static class JsonProblem
{
    public static string Describe(JsonException exception)
    {
        if (exception.InnerException is InvalidOperationException)
        {
            // The reader's answer to bytes or escapes that are not text.
            return $"The body is not valid UTF-8 text{At(exception)}.";
        }

        return $"The body is not the JSON that this endpoint expects{At(exception)}: {Reason(exception.Message)}";
    }

    private static string At(JsonException exception)
    {
        var path = exception.Path is { Length: > 1 } p ? $" at {p}" : "";
        return exception.LineNumber is { } line && exception.BytePositionInLine is { } position
            ? $"{path} (line {line + 1}, byte {position + 1})"
            : path;
    }

    /// <summary>The reason alone: the serializer adds the place in its own notation after it.</summary>
    private static string Reason(string message)
    {
        var place = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }
}
