namespace LearnFlow.Web.Services;

/// <summary>The way to the services.</summary>
public static class ServicesSetup
{
    /// <summary>Adds the sidecar and the client that pages use.</summary>
    public static void AddServices(this IHostApplicationBuilder builder)
    {
        var sidecar = Sidecar.From(builder.Configuration);
        builder.Services.AddSingleton(sidecar);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddMemoryCache();
        builder.Services.AddScoped<CourseReader>();
        builder.Services.AddScoped<ProgressReader>();
        builder.Services.AddScoped<AfterPassReader>();
        builder.Services.AddScoped<RuntimeReader>();
        builder.Services.AddHttpClient<ServiceClient>(http =>
        {
            http.BaseAddress = sidecar.Endpoint;
            if (sidecar.Token is { } token)
                http.DefaultRequestHeaders.Add(Sidecar.TokenHeader, token);
        });
    }
}
