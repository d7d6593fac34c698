using LearnFlow.Web.Visitors;

namespace LearnFlow.Web.Pages;

/// <summary>The pages.</summary>
public static class PagesSetup
{
    /// <summary>Adds Razor Pages.</summary>
    public static void AddPages(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRazorPages(options => options.Conventions
            .AddPageRoute("/Workspace", "exercises/{slug}")
            .AddPageRoute("/Learn", "exercises"))
            .AddMvcOptions(options => options.ModelMetadataDetailsProviders.Add(new MissingWords()));
        builder.Services.AddRouting(routing => routing.LowercaseUrls = true);
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "learnflow-antiforgery";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    /// <summary>Maps them; every page knows its visitor.</summary>
    public static void MapPages(this WebApplication app)
        => app.MapRazorPages().WithMetadata(new VisitorAttribute()).WithStaticAssets();
}
