namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds something that a person can do with the resource; a command of the same name is replaced.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">Unique in the resource.</param>
    /// <param name="displayName">The label.</param>
    /// <param name="executeCommand">Does it.</param>
    /// <param name="commandOptions">How it is shown, and when it can be used.</param>
    public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions? commandOptions = null) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var options = commandOptions ?? CommandOptions.Default;
        if (builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().SingleOrDefault(c => c.Name == name) is { } previous)
            builder.Resource.Annotations.Remove(previous);
        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name,
            displayName,
            options.UpdateState ?? (_ => ResourceCommandState.Enabled),
            executeCommand,
            options.Description,
            options.Parameter,
            options.ConfirmationMessage,
            options.IconName,
            options.IconVariant,
            options.IsHighlighted)
        { Visibility = options.Visibility });
    }
}
