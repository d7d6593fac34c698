using System.Globalization;

namespace Aspire.Hosting.Publishing;

public sealed partial class ManifestPublishingContext
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IResource> _referenced = [];
    private readonly HashSet<object> _visiting = [];
    private readonly Dictionary<ParameterResource, Dictionary<string, string>> _encoded = [];
    private readonly Dictionary<string, ReferenceExpression> _conditionals = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes what a value refers to, so that what the model does not hold (generated passwords) is written after it.</summary>
    public void TryAddDependentResources(object? value)
    {
        if (value is ReferenceExpression expression)
            NoteNames(expression);
        if (value is IResource resource)
        {
            if (_referenced.TryAdd(resource.Name, resource))
                _names.Add(resource.Name);
        }
        else if (value is IValueWithReferences withReferences && _visiting.Add(value))
        {
            foreach (var reference in withReferences.References)
                TryAddDependentResources(reference);
            _visiting.Remove(value);
        }
    }

    /// <summary>The text of an expression; a formatted parameter stands there under the name of its <c>annotated.string</c>.</summary>
    private string ExpressionOf(ReferenceExpression expression)
    {
        if (expression.IsConditional)
            return expression.ValueExpression;
        var holes = expression.ManifestExpressions.Select((hole, i) =>
            EncodedName(expression.ValueProviders[i], expression.StringFormats[i]) is { } name ? $"{{{name}.value}}" : hole);
        return string.Format(CultureInfo.InvariantCulture, expression.Format, [.. holes]);
    }

    private void NoteNames(ReferenceExpression expression)
    {
        if (expression.IsConditional)
        {
            _conditionals.TryAdd(expression.Name!, expression);
            _names.Add(expression.Name!);
            NoteNames(expression.WhenTrue!);
            NoteNames(expression.WhenFalse!);
            return;
        }
        for (var i = 0; i < expression.ValueProviders.Count; i++)
        {
            EncodedName(expression.ValueProviders[i], expression.StringFormats[i]);
            if (expression.ValueProviders[i] is ReferenceExpression { IsConditional: true } conditional)
                NoteNames(conditional);
        }
    }

    /// <summary>The name of a parameter's formatted value, chosen at its first use: <c>password-uri-encoded</c>.</summary>
    private string? EncodedName(IValueProvider provider, string? format)
    {
        var parameter = provider switch
        {
            ParameterResource p => p,
            ReferenceExpression { Format: "{0}", ValueProviders: [ParameterResource p] } => p,
            _ => null,
        };
        if (parameter is null || string.IsNullOrEmpty(format))
            return null;
        if (!_encoded.TryGetValue(parameter, out var names))
            _encoded[parameter] = names = [];
        if (names.TryGetValue(format, out var known))
            return known;

        var name = $"{parameter.Name}-{format.ToLowerInvariant()}-encoded";
        for (var n = 1; !_names.Add(name); n++)
            name = $"{parameter.Name}-{format.ToLowerInvariant()}-encoded-{n}";
        return names[format] = name;
    }

    private void WriteEncodedParameters(ParameterResource parameter)
    {
        if (!_encoded.Remove(parameter, out var names))
            return;
        foreach (var (format, name) in names)
        {
            Writer.WriteStartObject(name);
            Writer.WriteString("type", "annotated.string");
            Writer.WriteString("value", parameter.ValueExpression);
            Writer.WriteString("filter", format);
            Writer.WriteEndObject();
        }
    }

    private async Task WriteConditionalAsync(string name, ReferenceExpression expression)
    {
        var value = await expression.GetValueAsync(CancellationToken).ConfigureAwait(false);
        Writer.WriteStartObject(name);
        Writer.WriteString("type", "value.v0");
        Writer.WriteString("connectionString", value ?? "");
        Writer.WriteEndObject();
    }
}
