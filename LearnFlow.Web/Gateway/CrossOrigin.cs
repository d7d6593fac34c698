namespace LearnFlow.Web.Gateway;

/// <summary>
/// Lets pages of the origins that the policy names call the API (Fetch Standard, "CORS protocol"). They bring a bearer
/// token; without <c>Access-Control-Allow-Credentials</c> a browser sends them no cookie.
/// </summary>
internal static class CrossOrigin
{
    private const string Api = "api";

    public static void AddCrossOrigin(this IServiceCollection services, GatewayPolicy policy) => services.AddCors(cors => cors.AddPolicy(Api, allowed => allowed
        .WithOrigins([.. policy.AllowedOrigins])
        .WithMethods([.. policy.AllowedMethods])
        .WithHeaders([.. policy.AllowedHeaders])
        .WithExposedHeaders([.. policy.ExposedHeaders])
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));

    public static void UseCrossOrigin(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase), api => api.UseCors(Api));
}
