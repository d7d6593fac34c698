using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LearnFlow.Exercises.Content;

/// <summary>
/// Reads YAML as JSON by the core schema of YAML 1.2 (section 10.3), so that one set of records and one set of rules
/// serves files, database and API. A plain <c>5</c> is a number, a quoted <c>"5"</c> a string.
/// </summary>
public static class YamlDocument
{
    /// <summary>Reads one record from YAML text.</summary>
    /// <param name="file">Named in errors.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="ContentException">It is not YAML, or not of the record's shape.</exception>
    public static T Read<T>(string file, string text)
    {
        try
        {
            return Parse(text).Deserialize<T>(ContentJson.Options) ?? throw new ContentException(file, "the file is empty");
        }
        catch (YamlException e)
        {
            throw new ContentException($"{file}({e.Start.Line},{e.Start.Column})", e.InnerException?.Message ?? e.Message, e);
        }
        catch (JsonException e)
        {
            throw new ContentException(file, e.Message, e);
        }
    }

    /// <summary>YAML text as a JSON value; null when there is none.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static JsonNode? Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 0 ? null : ToJson(stream.Documents[0].RootNode);
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(
            pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode scalar => ToJson(scalar),
        _ => throw new YamlException(node.Start, node.End, "Anchors and aliases are not used in content files."),
    };

    private static JsonValue? ToJson(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not ScalarStyle.Plain)
            return JsonValue.Create(text);
        return text switch
        {
            "" or "null" or "~" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            // A JSON number keeps its own digits, so that 5.0 stays a float and a big integer stays exact.
            _ when IsNumber(text) => (JsonValue)JsonNode.Parse(text)!,
            _ => JsonValue.Create(text),
        };
    }

    private static bool IsNumber(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return false;
        var digits = text.AsSpan(text[0] == '-' ? 1 : 0);
        return digits.Length > 0 && char.IsAsciiDigit(digits[0]) && char.IsAsciiDigit(digits[^1])
            && (digits[0] != '0' || digits.Length == 1 || !char.IsAsciiDigit(digits[1]));
    }
}
