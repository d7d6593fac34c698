using System.Globalization;

namespace LearnFlow.Hosting.Kubernetes.Model;

/// <summary>Evaluates what the model says of variables and metadata for the inside of a cluster.</summary>
internal static class ExpressionEvaluator
{
    public static async ValueTask<Evaluated> EvaluateAsync(object? value, ValueSources sources, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case null:
                return default;
            case string text:
                return new(text, false);
            case IResourceBuilder<IResource> { Resource: var resource }:
                return await EvaluateAsync(resource, sources, cancellationToken).ConfigureAwait(false);
            case ParameterResource { Secret: true } secret:
                return new(await sources.Secret(secret).ConfigureAwait(false), true);
            case ParameterResource parameter:
                return new(await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false), false);
            case ConnectionStringReference { Resource: var resource }:
                return await EvaluateAsync(resource, sources, cancellationToken).ConfigureAwait(false);
            case IResourceWithConnectionString resource:
                var connection = await EvaluateAsync(resource.ConnectionStringExpression, sources, cancellationToken).ConfigureAwait(false);
                return resource is PostgresDatabaseResource && sources.VerifiedTls
                    ? connection with { Text = connection.Text + ";SSL Mode=VerifyFull" }
                    : connection;
            case EndpointReference endpoint:
                return ServicePorts.Of(endpoint.Property(EndpointProperty.Url), sources);
            case EndpointReferenceExpression part:
                return ServicePorts.Of(part, sources);
            case ReferenceExpression { IsConditional: true } choice:
                var condition = await EvaluateAsync(choice.Condition, sources, cancellationToken).ConfigureAwait(false);
                var isMatch = string.Equals(condition.Text, choice.MatchValue, StringComparison.OrdinalIgnoreCase);
                return await EvaluateAsync(isMatch ? choice.WhenTrue : choice.WhenFalse, sources, cancellationToken).ConfigureAwait(false);
            case ReferenceExpression expression:
                return await FillAsync(expression, sources, cancellationToken).ConfigureAwait(false);
            case IFormattable formattable:
                return new(formattable.ToString(null, CultureInfo.InvariantCulture), false);
            case IValueProvider provider:
                return new(await provider.GetValueAsync(cancellationToken).ConfigureAwait(false), false);
            default:
                throw new DistributedApplicationException($"A value of type {value.GetType()} cannot be published to Kubernetes.");
        }
    }

    /// <summary>All resources and endpoints that a value is made from.</summary>
    public static IEnumerable<object> ReferencesOf(object? value)
    {
        if (value is IResourceBuilder<IResource> { Resource: var built })
            value = built;
        if (value is null)
            return [];
        var direct = value switch
        {
            IResourceWithConnectionString resource => [resource.ConnectionStringExpression],
            EndpointReferenceExpression part => [part.Endpoint],
            ReferenceExpression { IsConditional: false } expression => expression.ValueProviders,
            EndpointReference => [],
            IValueWithReferences with => with.References,
            _ => [],
        };
        return [value, .. direct.SelectMany(ReferencesOf)];
    }

    private static async ValueTask<Evaluated> FillAsync(ReferenceExpression expression, ValueSources sources, CancellationToken cancellationToken)
    {
        var parts = new List<Evaluated>();
        foreach (var provider in expression.ValueProviders)
            parts.Add(await EvaluateAsync(provider, sources, cancellationToken).ConfigureAwait(false));
        // A part that is not there (an https endpoint that nobody serves) leaves nothing to write.
        if (expression.Format.Length == 0 || parts.Exists(p => p.Text is null))
        {
            return default;
        }

        var texts = parts.Select((part, i) => expression.StringFormats[i] == "uri" ? Uri.EscapeDataString(part.Text!) : part.Text);
        return new(string.Format(CultureInfo.InvariantCulture, expression.Format, [.. texts]), parts.Exists(p => p.IsPrivate));
    }
}
