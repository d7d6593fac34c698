using LearnFlow.Exercises.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Storage;

/// <summary>The database <c>exercisesdb</c>: this service alone reads and writes it.</summary>
public sealed class ExercisesDbContext(DbContextOptions<ExercisesDbContext> options) : DbContext(options)
{
    /// <summary>Modules of the course.</summary>
    public DbSet<CourseModule> Modules => Set<CourseModule>();

    /// <summary>Concepts with their prerequisites.</summary>
    public DbSet<Concept> Concepts => Set<Concept>();

    /// <summary>Exercises.</summary>
    public DbSet<Exercise> Exercises => Set<Exercise>();

    /// <summary>Quiz questions.</summary>
    public DbSet<QuizQuestion> QuizQuestions => Set<QuizQuestion>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
        => modelBuilder.ApplyConfigurationsFromAssembly(typeof(ExercisesDbContext).Assembly);
}
