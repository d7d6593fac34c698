using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Builds an expression piece by piece: <c>builder.Append($"Host={host}")</c>.</summary>
/// <remarks>Literal text is taken as a format string: double braces that are meant literally.</remarks>
public class ReferenceExpressionBuilder
{
    private readonly ExpressionParts _parts = new();

    /// <summary>Whether nothing has been added.</summary>
    public bool IsEmpty => _parts.IsEmpty;

    /// <summary>Adds an interpolated string.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The handler needs the instance.")]
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler) { }

    /// <summary>Adds literal text.</summary>
    public void AppendLiteral(string value) => _parts.AddText(value);

    /// <summary>Adds a string value as literal text.</summary>
    public void AppendFormatted(string? value) => _parts.AddText(value);

    /// <summary>Adds a string value, formatted, as literal text.</summary>
    public void AppendFormatted(string? value, string? format = null) => _parts.AddText(ValueFormat.Apply(value, format));

    /// <summary>Adds a value that is known later.</summary>
    public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider =>
        AppendFormatted(valueProvider, null);

    /// <summary>Adds a formatted value that is known later.</summary>
    public void AppendFormatted<T>(T valueProvider, string? format) where T : IValueProvider, IManifestExpressionProvider =>
        _parts.AddValue(valueProvider, valueProvider.ValueExpression, format);

    /// <summary>Refused: a format applies to a value, not to a text with values.</summary>
    [Obsolete(ExpressionParts.NoFormatOnExpressions, error: true)]
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Public shape of the stock API.")]
    public void AppendFormatted(ReferenceExpression valueProvider, string format) =>
        throw new InvalidOperationException(ExpressionParts.NoFormatOnExpressions);

    /// <summary>Adds a value or a resource builder whose resource has one.</summary>
    /// <exception cref="ArgumentException">The object has no value or no manifest expression.</exception>
    public void AppendValueProvider(object valueProvider, string? format = null)
    {
        var value = valueProvider is IResourceBuilder<IResource> builder ? builder.Resource : valueProvider;
        if (value is not IValueProvider provider)
            throw new ArgumentException("Object must implement IValueProvider", nameof(valueProvider));
        if (value is not IManifestExpressionProvider expression)
            throw new ArgumentException("Object must implement IManifestExpressionProvider", nameof(valueProvider));
        _parts.AddValue(provider, expression.ValueExpression, format);
    }

    /// <summary>The expression so far.</summary>
    public ReferenceExpression Build() => _parts.ToExpression();

    /// <summary>Adds an interpolated string to a builder at compile time.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ReferenceExpressionBuilderInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder;

        /// <summary>Called by the compiler.</summary>
        public ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder) => _builder = builder;

        /// <summary>Adds literal text.</summary>
        public void AppendLiteral(string value) => _builder.AppendLiteral(value);

        /// <summary>Adds a string value as literal text.</summary>
        public void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        /// <summary>Adds a string value, formatted, as literal text.</summary>
        public void AppendFormatted(string? value, string format) => _builder.AppendFormatted(value, format);

        /// <summary>Refused: a format applies to a value, not to a text with values.</summary>
        [Obsolete(ExpressionParts.NoFormatOnExpressions, error: true)]
        public void AppendFormatted(ReferenceExpression valueProvider, string format) =>
            throw new InvalidOperationException(ExpressionParts.NoFormatOnExpressions);

        /// <summary>Adds a value that is known later.</summary>
        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider =>
            _builder.AppendFormatted(valueProvider, null);

        /// <summary>Adds a formatted value that is known later.</summary>
        public void AppendFormatted<T>(T valueProvider, string? format) where T : IValueProvider, IManifestExpressionProvider =>
            _builder.AppendFormatted(valueProvider, format);

        /// <summary>Adds the value of a resource.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider =>
            _builder.AppendFormatted(valueProvider.Resource, null);

        /// <summary>Adds the formatted value of a resource.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format) where T : IResource, IValueProvider, IManifestExpressionProvider =>
            _builder.AppendFormatted(valueProvider.Resource, format);
    }
}
