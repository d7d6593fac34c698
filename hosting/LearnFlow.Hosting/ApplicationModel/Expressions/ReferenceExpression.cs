using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with holes for values that are known later: <c>Host={endpoint.host};Password={password.value}</c>.</summary>
[DebuggerDisplay("ReferenceExpression = {ValueExpression}, Providers = {ValueProviders.Count}")]
public partial class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    /// <summary>The expression without content; its value is null.</summary>
    public static readonly ReferenceExpression Empty = new("", [], [], []);

    private readonly string[] _manifestExpressions;
    private readonly string? _name;

    internal ReferenceExpression(string format, IValueProvider[] valueProviders, string[] manifestExpressions, string?[] stringFormats)
    {
        Format = format;
        ValueProviders = valueProviders;
        _manifestExpressions = manifestExpressions;
        StringFormats = stringFormats;
    }

    private ReferenceExpression(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        : this("", [.. whenTrue.ValueProviders, .. whenFalse.ValueProviders], [], [])
    {
        (Condition, MatchValue, WhenTrue, WhenFalse) = (condition, matchValue, whenTrue, whenFalse);
        _name = ConditionalName.Of(condition, matchValue, whenTrue, whenFalse);
    }

    /// <summary>The text as a composite format string: literal braces doubled, holes as <c>{0}</c>, <c>{1}</c>, ….</summary>
    public string Format { get; }

    /// <summary>What fills the holes, in their order.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>The holes as the manifest writes them.</summary>
    public IReadOnlyList<string> ManifestExpressions => _manifestExpressions;

    /// <summary>The format of each hole; the only one there is, is <c>uri</c> (percent-encode).</summary>
    public IReadOnlyList<string?> StringFormats { get; }

    /// <summary>Whether this expression chooses between two others.</summary>
    public bool IsConditional => Condition is not null;

    /// <summary>What decides a conditional expression.</summary>
    public IValueProvider? Condition { get; }

    /// <summary>The value of the condition (without regard to case) that chooses <see cref="WhenTrue"/>.</summary>
    public string? MatchValue { get; }

    /// <summary>Chosen when the condition matches.</summary>
    public ReferenceExpression? WhenTrue { get; }

    /// <summary>Chosen otherwise.</summary>
    public ReferenceExpression? WhenFalse { get; }

    /// <summary>The name under which the manifest holds a conditional expression.</summary>
    internal string? Name => _name;

    /// <inheritdoc/>
    public string ValueExpression => IsConditional
        ? $"{{{_name}.connectionString}}"
        : string.Format(CultureInfo.InvariantCulture, Format, _manifestExpressions);

    IEnumerable<object> IValueWithReferences.References => IsConditional
        ? [Condition!, .. (Condition as IValueWithReferences)?.References ?? [], .. ReferencesOf(WhenTrue!), .. ReferencesOf(WhenFalse!)]
        : ValueProviders;

    /// <summary>Writes an interpolated string as an expression: <c>Create($"{endpoint}/v1?key={parameter:uri}")</c>.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.GetExpression();

    /// <summary>An expression that is one of two, by the value of a condition.</summary>
    /// <exception cref="ArgumentException">An argument is null, or the match value is empty.</exception>
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentException.ThrowIfNullOrEmpty(matchValue);
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(whenFalse);
        return new(condition, matchValue, whenTrue, whenFalse);
    }

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(new(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (IsConditional)
        {
            var value = await Condition!.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            return await Branch(value).GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        }

        var values = new string?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = await ValueProviders[i].GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        return Fill(values);
    }

    /// <summary>The chosen side of a conditional expression.</summary>
    internal ReferenceExpression Branch(string? conditionValue) =>
        string.Equals(conditionValue, MatchValue, StringComparison.OrdinalIgnoreCase) ? WhenTrue! : WhenFalse!;

    /// <summary>The text with its holes filled; null when there is no text.</summary>
    internal string? Fill(IReadOnlyList<string?> values)
    {
        if (Format.Length == 0)
            return null;
        var formatted = values.Select((v, i) => (object?)ValueFormat.Apply(v, StringFormats[i])).ToArray();
        return string.Format(CultureInfo.InvariantCulture, Format, formatted);
    }

    private static IEnumerable<object> ReferencesOf(IValueWithReferences value) => value.References;
}
