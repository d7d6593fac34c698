using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>The course's modules and concepts, read once: they come with the release, before the first request (<see cref="DatabasePreparation"/>).</summary>
public sealed class CourseMap
{
    private volatile IReadOnlyList<CourseModule>? _modules;
    private volatile IReadOnlyList<Concept>? _concepts;

    /// <summary>The modules in order.</summary>
    public async ValueTask<IReadOnlyList<CourseModule>> ModulesAsync(ExercisesDbContext database, CancellationToken cancellation)
        => _modules ??= await database.Modules.AsNoTracking().OrderBy(module => module.Position).ToListAsync(cancellation);

    /// <summary>The concepts in order.</summary>
    public async ValueTask<IReadOnlyList<Concept>> ConceptsAsync(ExercisesDbContext database, CancellationToken cancellation)
        => _concepts ??= await database.Concepts.AsNoTracking().OrderBy(concept => concept.Position).ToListAsync(cancellation);
}
