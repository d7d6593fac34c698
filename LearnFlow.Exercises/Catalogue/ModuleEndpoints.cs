using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>The map of the course.</summary>
public static class ModuleEndpoints
{
    /// <summary>Maps <c>GET /modules</c>.</summary>
    public static RouteGroupBuilder MapModules(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/modules").WithTags("Modules").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", List).WithSummary("The modules in order, each with its concepts and what they require.");
        return group;
    }

    private static async Task<Ok<List<ModuleView>>> List(ExercisesDbContext database, CancellationToken cancellation)
    {
        var concepts = await database.Concepts.AsNoTracking().OrderBy(concept => concept.Position).ToListAsync(cancellation);
        var byModule = concepts.ToLookup(
            concept => concept.Module, concept => new ConceptView(concept.Slug, concept.Title, concept.Requires));
        var modules = await database.Modules.AsNoTracking().OrderBy(module => module.Position).ToListAsync(cancellation);
        return TypedResults.Ok(modules
            .ConvertAll(module => new ModuleView(module.Slug, module.Title, module.Goal, module.Position, [.. byModule[module.Slug]])));
    }
}
