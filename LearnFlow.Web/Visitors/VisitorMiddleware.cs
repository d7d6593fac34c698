using Microsoft.AspNetCore.Http.Features;

namespace LearnFlow.Web.Visitors;

/// <summary>Finds out who is asking, before any endpoint marked <see cref="VisitorAttribute"/> runs.</summary>
public static class VisitorMiddleware
{
    /// <summary>Adds the guest's cookie.</summary>
    public static void AddVisitors(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<GuestCookie>();

    /// <summary>Recognises the visitor, or makes a new guest.</summary>
    public static void UseVisitors(this WebApplication app)
    {
        var guests = app.Services.GetRequiredService<GuestCookie>();
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<VisitorAttribute>() is not null)
                context.Features.Set(Recognise(context, guests));

            return next(context);
        });
    }

    /// <summary>The visitor of a request to an endpoint marked <see cref="VisitorAttribute"/>.</summary>
    public static Visitor Visitor(this HttpContext context) => context.Features.GetRequiredFeature<Visitor>();

    private static Visitor Recognise(HttpContext context, GuestCookie guests)
        => new(guests.Read(context.Request) ?? guests.Issue(context), IsGuest: true);
}
