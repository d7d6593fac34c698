namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resolved value and whether it must be masked when shown.</summary>
internal readonly record struct ResolvedValue(string? Value, bool IsSensitive);

/// <summary>Turns an environment variable's or argument's object into its text.</summary>
/// <remarks>The one place for it: at run time a value, in publish mode the manifest's expression.</remarks>
internal static class ValueResolver
{
    /// <exception cref="InvalidOperationException">The object is nothing that has a value.</exception>
    public static async ValueTask<ResolvedValue> ResolveAsync(object? value, ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (context.ExecutionContext?.IsPublishMode == true && value is not string)
        {
            return value switch
            {
                null => default,
                IManifestExpressionProvider expression => new(expression.ValueExpression, false),
                IResourceBuilder<IResource> { Resource: IManifestExpressionProvider expression } => new(expression.ValueExpression, false),
                IFormattable formattable => new(formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture), false),
                _ => throw Unsupported(value),
            };
        }

        switch (value)
        {
            case null:
                return default;
            case string text:
                return new(text, false);
            case IResourceBuilder<IResource> { Resource: IValueProvider provider }:
                return await ResolveAsync(provider, context, cancellationToken).ConfigureAwait(false);
            case ConnectionStringReference reference:
                var resolved = await ResolveAsync(reference.Resource, context, cancellationToken).ConfigureAwait(false);
                return resolved with { Value = reference.Require(resolved.Value) };
            case ParameterResource parameter:
                return new(await parameter.GetValueAsync(context, cancellationToken).ConfigureAwait(false), parameter.Secret);
            case IResourceWithConnectionString resource:
                return await ResolveAsync(resource.ConnectionStringExpression, context, cancellationToken).ConfigureAwait(false);
            case ReferenceExpression expression:
                return await ResolveExpressionAsync(expression, context, cancellationToken).ConfigureAwait(false);
            case IValueProvider provider:
                return new(await provider.GetValueAsync(context, cancellationToken).ConfigureAwait(false), false);
            case IFormattable formattable:
                return new(formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture), false);
            default:
                throw Unsupported(value);
        }
    }

    private static async ValueTask<ResolvedValue> ResolveExpressionAsync(ReferenceExpression expression, ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (expression.IsConditional)
        {
            var condition = await ResolveAsync(expression.Condition, context, cancellationToken).ConfigureAwait(false);
            return await ResolveAsync(expression.Branch(condition.Value), context, cancellationToken).ConfigureAwait(false);
        }
        var values = new ResolvedValue[expression.ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = await ResolveAsync(expression.ValueProviders[i], context, cancellationToken).ConfigureAwait(false);
        return new(expression.Fill([.. values.Select(v => v.Value)]), values.Any(v => v.IsSensitive));
    }

    private static InvalidOperationException Unsupported(object value) =>
        new($"Unsupported value type '{value.GetType()}'. Give a string, a number, a parameter, an endpoint, a resource with a connection string, or a ReferenceExpression.");
}
