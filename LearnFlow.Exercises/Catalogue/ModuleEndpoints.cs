using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

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

    private static async Task<Ok<List<ModuleView>>> List(ExercisesDbContext database, CourseMap course, CancellationToken cancellation)
    {
        var byModule = (await course.ConceptsAsync(database, cancellation)).ToLookup(
            concept => concept.Module, concept => new ConceptView(concept.Slug, concept.Title, concept.Requires));
        var modules = await course.ModulesAsync(database, cancellation);
        return TypedResults.Ok(modules
            .Select(module => new ModuleView(module.Slug, module.Title, module.Goal, module.Position, [.. byModule[module.Slug]])).ToList());
    }
}
