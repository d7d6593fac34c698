using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Submissions;
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

    /// <summary>Graded solutions.</summary>
    public DbSet<Submission> Submissions => Set<Submission>();

    /// <summary>Events that wait to be published.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
        => modelBuilder.ApplyConfigurationsFromAssembly(typeof(ExercisesDbContext).Assembly);
}
