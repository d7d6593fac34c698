using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow;

/// <summary>
/// Lets only the service's own sidecar in: the sidecar proves itself with the header <c>dapr-api-token</c>, which must
/// equal <c>APP_API_TOKEN</c> of the service's environment (Dapr docs, "Authenticate requests from Dapr using token
/// authentication"). Where the variable is not set nothing is checked.
/// </summary>
internal static class CallerCheck
{
    private const string TokenHeader = "dapr-api-token";

    public static void UseCallerCheck(this WebApplication app, Callers callers)
    {
        if (app.Configuration["APP_API_TOKEN"] is not { Length: > 0 } token)
        {
            return;
        }

        var expected = Encoding.UTF8.GetBytes(token);
        app.Use((context, next) => IsAllowed(context, callers, expected) ? next(context) : RefuseAsync(context));
    }

    private static bool IsAllowed(HttpContext context, Callers callers, byte[] expected)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<AnyCallerAttribute>() is not null)
        {
            return true;
        }

        if (callers == Callers.Anyone && metadata?.GetMetadata<SidecarOnlyAttribute>() is null)
        {
            return true;
        }

        // Constant time, so that the answer's timing does not give the token away byte by byte.
        return context.Request.Headers[TokenHeader] is [{ } given]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), expected);
    }

    private static Task RefuseAsync(HttpContext context) => Results.Problem(
        statusCode: StatusCodes.Status401Unauthorized,
        detail: $"This service accepts only its own Dapr sidecar: the header {TokenHeader} is missing or wrong.").ExecuteAsync(context);
}
