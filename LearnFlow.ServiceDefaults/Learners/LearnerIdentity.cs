using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LearnFlow;

/// <summary>
/// Whose request this is: the learner whom the bearer token names, or, when another service calls without one, the learner
/// whom it names in a header.
/// </summary>
public static partial class LearnerIdentity
{
    /// <summary>
    /// The header with which a service that has no token of the learner's says for whom it calls; it gives a guest's rights.
    /// From anybody else it counts for nothing.
    /// </summary>
    public const string Header = "learnflow-learner";

    /// <summary>The calling learner's id.</summary>
    /// <exception cref="BadHttpRequestException">Answered as a 401 problem: the header is missing or not an id.</exception>
    public static string LearnerId(this HttpContext context) =>
        context.LearnerIdOrNull() ?? throw Unauthorized($"This endpoint needs to know the learner: send a bearer token or, from a service, the header {Header}.");

    /// <summary>The calling learner's id, or null when a service calls on its own behalf.</summary>
    public static string? LearnerIdOrNull(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.FindFirst(Principals.Subject)?.Value;
    }

    /// <summary>The app id of the service that calls, for itself or for the learner; null for a person's own request.</summary>
    public static string? CallingService(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.FindFirst(Principals.Service)?.Value;
    }

    /// <summary>True when <paramref name="id"/> has the form of a learner's id: <c>[A-Za-z0-9_-]{1,64}</c>.</summary>
    public static bool IsLearnerId(string? id) => id is not null && Form().IsMatch(id);

    private static BadHttpRequestException Unauthorized(string message) => new(message, StatusCodes.Status401Unauthorized);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
