using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LearnFlow.Hosting.Kafka;

/// <summary>Writes messages for the dashboard. What a message holds is shown as it is, never as markup.</summary>
internal static class KafkaMessageMarkdown
{
    /// <summary>The longest body, key or header that is shown, in characters.</summary>
    private const int MaxLength = 4000;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The newest message first.</summary>
    public static string Write(string topic, IReadOnlyList<KafkaMessage> messages)
    {
        if (messages.Count == 0)
        {
            return $"{Code(topic)} is empty.";
        }

        var text = new StringBuilder();
        foreach (var message in messages.Reverse())
        {
            text.Append(CultureInfo.InvariantCulture, $"**{message.Time:yyyy-MM-dd HH:mm:ss.fff}** UTC · partition {message.Partition} · offset {message.Offset}");
            text.AppendLine(message.Key is null ? "" : $" · key {Code(Text(message.Key))}").AppendLine();
            foreach (var header in message.Headers)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"- {Code(header.Key)} {Code(Text(header.Value))}");
            }

            text.AppendLine().AppendLine(Block(message.Value)).AppendLine();
        }

        return text.ToString();
    }

    private static string Block(byte[]? value)
    {
        var (language, body) = Json(value) is { } json ? ("json", json) : ("", Text(value));
        var fence = new string('`', Math.Max(3, LongestRun(body) + 1));
        return $"{fence}{language}\n{Cut(body)}\n{fence}";
    }

    private static string Code(string text)
    {
        var line = Cut(text).ReplaceLineEndings(" ");
        var fence = new string('`', LongestRun(line) + 1);
        return line.Length == 0 ? "(empty)" : $"{fence} {line} {fence}";
    }

    private static string? Json(byte[]? value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return JsonSerializer.Serialize(document, s_indented);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(byte[]? value)
    {
        if (value is null)
        {
            return "(none)";
        }

        try
        {
            var text = s_strictUtf8.GetString(value);
            return text.Any(c => char.IsControl(c) && !char.IsWhiteSpace(c)) ? Hex(value) : text;
        }
        catch (DecoderFallbackException)
        {
            return Hex(value);
        }
    }

    private static string Hex(byte[] value) => $"({value.Length} bytes, not text) {Convert.ToHexStringLower(value.AsSpan(0, Math.Min(value.Length, MaxLength / 2)))}";

    private static string Cut(string text) => text.Length <= MaxLength ? text : $"{text[..MaxLength]}… ({text.Length - MaxLength} more characters)";

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
