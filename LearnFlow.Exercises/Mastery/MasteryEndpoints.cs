using LearnFlow.Events;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Storage;
using LearnFlow.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Mastery;

/// <summary>A concept with the calling learner's mastery of it.</summary>
public sealed record MasteryView(string Concept, string Title, double Known, int Answers, MasteryLevel Level);

/// <summary>What a learner knows. A learner sees their own.</summary>
public static class MasteryEndpoints
{
    /// <summary>Maps <c>GET /mastery</c>, and takes the events that mastery is made of.</summary>
    public static RouteGroupBuilder MapMastery(this IEndpointRouteBuilder routes)
    {
        routes.MapSubscription(Topics.LearningEvents, "/events/learning", events => events
            .ErasesPersonalData()
            .On<ExerciseSubmitted>((submitted, services, cancellation) =>
                services.GetRequiredService<MasteryBook>().TakeAsync(submitted, cancellation))
            .On<QuizAnswered>((answered, services, cancellation) =>
                services.GetRequiredService<MasteryBook>().TakeAsync(answered, cancellation)));

        var group = routes.MapGroup("/mastery").WithTags("Mastery").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", List).WithSummary("The calling learner's mastery of every concept, in the order of the course.");
        return group;
    }

    private static async Task<Ok<List<MasteryView>>> List(HttpContext context, ExercisesDbContext database, CourseMap course, CancellationToken cancellation)
    {
        var mastery = await OfAsync(database, context.LearnerId(), cancellation);
        var concepts = await course.ConceptsAsync(database, cancellation);
        return TypedResults.Ok(concepts.Select(concept =>
        {
            var known = mastery.GetValueOrDefault(concept.Slug) ?? ConceptMastery.None(concept.Slug);
            return new MasteryView(concept.Slug, concept.Title, known.Known, known.Answers, known.Level);
        }).ToList());
    }

    /// <summary>A learner's mastery by concept; concepts without an answer are left out.</summary>
    internal static Task<Dictionary<string, ConceptMastery>> OfAsync(ExercisesDbContext database, string learner, CancellationToken cancellation)
        => database.Mastery.AsNoTracking().Where(mastery => mastery.LearnerId == learner)
            .ToDictionaryAsync(
                mastery => mastery.Concept, mastery => new ConceptMastery(mastery.Concept, mastery.Known, mastery.Answers), cancellation);
}
