using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

public partial class ReferenceExpression
{
    /// <summary>Turns an interpolated string into an expression at compile time.</summary>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly ExpressionParts _parts = new(literalLength, formattedCount);

        /// <summary>Adds literal text.</summary>
        public readonly void AppendLiteral(string value) => _parts.AddText(ExpressionParts.EscapeBraces(value));

        /// <summary>Adds a string value as literal text.</summary>
        public readonly void AppendFormatted(string? value) => AppendFormatted(value, null);

        /// <summary>Adds a string value, formatted, as literal text.</summary>
        public readonly void AppendFormatted(string? value, string? format = null) =>
            _parts.AddText(ExpressionParts.EscapeBraces(ValueFormat.Apply(value, format) ?? ""));

        /// <summary>Adds a value that is known later.</summary>
        public readonly void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider =>
            _parts.AddValue(valueProvider, valueProvider.ValueExpression, null);

        /// <summary>Adds a formatted value that is known later.</summary>
        public readonly void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider =>
            _parts.AddValue(valueProvider, valueProvider.ValueExpression, format);

        /// <summary>Refused: a format applies to a value, not to a text with values.</summary>
        [Obsolete(ExpressionParts.NoFormatOnExpressions, error: true)]
        public readonly void AppendFormatted(ReferenceExpression valueProvider, string format) =>
            throw new InvalidOperationException(ExpressionParts.NoFormatOnExpressions);

        /// <summary>Adds the value of a resource.</summary>
        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider =>
            AppendFormatted(valueProvider, null);

        /// <summary>Adds the formatted value of a resource.</summary>
        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null) where T : IResource, IValueProvider, IManifestExpressionProvider =>
            _parts.AddValue(valueProvider.Resource, valueProvider.Resource.ValueExpression, format);

        internal readonly ReferenceExpression GetExpression() => _parts.ToExpression();
    }
}
