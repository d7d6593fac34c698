namespace Aspire.Hosting.ApplicationModel;

/// <summary>A step in making a resource's environment; the steps run in the order of their addition.</summary>
public class EnvironmentCallbackAnnotation : IResourceAnnotation
{
    /// <summary>A step that may take time.</summary>
    public EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>A step.</summary>
    public EnvironmentCallbackAnnotation(Action<EnvironmentCallbackContext> callback) : this(Completing(callback)) { }

    /// <summary>A step that needs only the variables.</summary>
    public EnvironmentCallbackAnnotation(Action<Dictionary<string, object>> callback)
        : this(Completing<EnvironmentCallbackContext, Dictionary<string, object>>(callback, c => c.EnvironmentVariables)) { }

    /// <summary>A step that sets one variable.</summary>
    public EnvironmentCallbackAnnotation(string name, Func<string> callback)
        : this(context => context.EnvironmentVariables[name] = callback())
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(callback);
    }

    /// <summary>The step.</summary>
    public Func<EnvironmentCallbackContext, Task> Callback { get; }

    internal static Func<TContext, Task> Completing<TContext>(Action<TContext> callback) => Completing<TContext, TContext>(callback, c => c);

    internal static Func<TContext, Task> Completing<TContext, TPart>(Action<TPart> callback, Func<TContext, TPart> part)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return context =>
        {
            callback(part(context));
            return Task.CompletedTask;
        };
    }
}
