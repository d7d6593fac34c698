using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Classes;
using LearnFlow.Exercises.Drafts;
using LearnFlow.Exercises.Idempotency;
using LearnFlow.Exercises.Mastery;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Quiz;
using LearnFlow.Exercises.Sharing;
using LearnFlow.Exercises.Submissions;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Storage;

/// <summary>The database <c>exercisesdb</c>: this service alone reads and writes it.</summary>
public sealed class ExercisesDbContext(DbContextOptions<ExercisesDbContext> options) : DbContext(options)
{
    /// <summary>States of the content files that were brought in.</summary>
    public DbSet<CourseRelease> CourseReleases => Set<CourseRelease>();

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

    /// <summary>Solutions that wait to be graded.</summary>
    public DbSet<WaitingSubmission> WaitingSubmissions => Set<WaitingSubmission>();

    /// <summary>First answers to quiz questions.</summary>
    public DbSet<QuizAnswer> QuizAnswers => Set<QuizAnswer>();

    /// <summary>What learners have in the editor.</summary>
    public DbSet<Draft> Drafts => Set<Draft>();

    /// <summary>Older texts of drafts.</summary>
    public DbSet<DraftVersion> DraftVersions => Set<DraftVersion>();

    /// <summary>Programs that learners show to others.</summary>
    public DbSet<Share> Shares => Set<Share>();

    /// <summary>What was published, and when.</summary>
    public DbSet<Revision> Revisions => Set<Revision>();

    /// <summary>Classes.</summary>
    public DbSet<SchoolClass> Classes => Set<SchoolClass>();

    /// <summary>The members of classes.</summary>
    public DbSet<ClassMember> ClassMembers => Set<ClassMember>();

    /// <summary>What classes are to work on.</summary>
    public DbSet<Assignment> Assignments => Set<Assignment>();

    /// <summary>The history of mastery.</summary>
    public DbSet<LearningRecord> LearningRecords => Set<LearningRecord>();

    /// <summary>Mastery of every learner.</summary>
    public DbSet<StoredMastery> Mastery => Set<StoredMastery>();

    /// <summary>Answers of POSTs with a key.</summary>
    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    /// <summary>Events that wait to be published.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
        => modelBuilder.ApplyConfigurationsFromAssembly(typeof(ExercisesDbContext).Assembly);
}
