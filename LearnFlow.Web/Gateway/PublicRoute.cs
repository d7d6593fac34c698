namespace LearnFlow.Web.Gateway;

/// <summary>A route that a service offers to people.</summary>
/// <param name="Service">The service's app id.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The route pattern in the service, for example <c>/exercises/{slug}</c>.</param>
/// <param name="Policy">Its callers: one of <see cref="Policies"/>; the service enforces it.</param>
public sealed record PublicRoute(string Service, string Method, string Pattern, string Policy)
{
    /// <summary>Reads a line of <c>public-routes.txt</c>.</summary>
    public static PublicRoute Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Split(' ') is [var service, var method, var pattern, var policy]
            ? new PublicRoute(service, method, pattern, policy)
            : throw new FormatException($"“{line}” is not a route: write service, method, pattern and policy, separated by spaces.");
    }

    /// <summary>The line.</summary>
    public override string ToString() => $"{Service} {Method} {Pattern} {Policy}";
}
