namespace Aspire.Hosting;

/// <summary>Joins the parts of connections.</summary>
public static class ConnectionPropertiesExtensions
{
    /// <summary>The parts of a resource's connection with others added; one of the same name (without regard to case) takes the place of the first.</summary>
    public static IEnumerable<KeyValuePair<string, ReferenceExpression>> CombineProperties(this IResourceWithConnectionString source, IEnumerable<KeyValuePair<string, ReferenceExpression>> additional)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(additional);
        var combined = new OrderedDictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in source.GetConnectionProperties().Concat(additional))
            combined[name] = value;
        return combined;
    }
}
