using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LearnFlow;

/// <summary>
/// Whose request this is: the learner whom the bearer token names, or, when another service calls, the learner whom it
/// names in a header.
/// </summary>
public static partial class LearnerIdentity
{
    /// <summary>The header with which a service says on whose behalf it calls; from anybody else it counts for nothing.</summary>
    public const string Header = "learnflow-learner";

    /// <summary>The calling learner's id.</summary>
    /// <exception cref="BadHttpRequestException">Answered as a 401 problem: the header is missing or not an id.</exception>
    public static string LearnerId(this HttpContext context) =>
        context.LearnerIdOrNull() ?? throw Unauthorized($"This endpoint needs to know the learner: send a bearer token or, from a service, the header {Header}.");

    /// <summary>The calling learner's id, or null when a service calls on its own behalf.</summary>
    /// <exception cref="BadHttpRequestException">Answered as a 401 problem: the header is there but is not an id.</exception>
    public static string? LearnerIdOrNull(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.User.IsInRole(Roles.Service))
            return context.User.FindFirst(Principals.Subject)?.Value;

        var values = context.Request.Headers[Header];
        return values.Count switch
        {
            0 => null,
            1 when IsLearnerId(values[0]) => values[0],
            _ => throw Unauthorized($"The header {Header} must be one id of 1 to 64 letters, digits, '-' or '_'."),
        };
    }

    /// <summary>True when <paramref name="id"/> has the form of a learner's id: <c>[A-Za-z0-9_-]{1,64}</c>.</summary>
    public static bool IsLearnerId(string? id) => id is not null && Form().IsMatch(id);

    private static BadHttpRequestException Unauthorized(string message) => new(message, StatusCodes.Status401Unauthorized);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
