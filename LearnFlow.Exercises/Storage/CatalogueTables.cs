using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Classes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnFlow.Exercises.Storage;

internal sealed class ModuleTable : IEntityTypeConfiguration<CourseModule>
{
    public void Configure(EntityTypeBuilder<CourseModule> builder) => builder.ToTable("modules").HasKey(module => module.Slug);
}

internal sealed class ConceptTable : IEntityTypeConfiguration<Concept>
{
    public void Configure(EntityTypeBuilder<Concept> builder) => builder.ToTable("concepts").HasKey(concept => concept.Slug);
}

internal sealed class CourseReleaseTable : IEntityTypeConfiguration<CourseRelease>
{
    public void Configure(EntityTypeBuilder<CourseRelease> builder) => builder.ToTable("course_releases").HasKey(release => release.AppliedAt);
}

internal abstract class AuthoredTable<TItem, TContent>(string name) : IEntityTypeConfiguration<TItem>
    where TItem : Authored<TContent>
    where TContent : class
{
    public virtual void Configure(EntityTypeBuilder<TItem> builder)
    {
        builder.ToTable(name);
        builder.Property(item => item.Status).HasConversion<string>();
        builder.Property(item => item.Content).IsContentJson();
        builder.Property(item => item.Draft).IsContentJson();
        builder.Property(item => item.Version).IsRowVersion();
        builder.Ignore(item => item.Latest);
        builder.HasIndex(item => item.Slug).IsUnique();
        builder.HasIndex(item => new { item.Module, item.Position });
        builder.HasIndex(item => item.ClassId);
        builder.HasOne<SchoolClass>().WithMany().HasForeignKey(item => item.ClassId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(item => item.DeletedAt == null);
    }
}

internal sealed class ExerciseTable() : AuthoredTable<Exercise, Content.ExerciseContent>("exercises")
{
    public override void Configure(EntityTypeBuilder<Exercise> builder)
    {
        base.Configure(builder);
        builder.Property(exercise => exercise.Kind).HasConversion<string>();
        builder.HasIndex(exercise => exercise.Concepts).HasMethod("gin");
        builder.HasIndex(exercise => new { exercise.ClassId, exercise.Source }).IsUnique().AreNullsDistinct(false)
            .HasFilter("\"Source\" IS NOT NULL");
    }
}

internal sealed class QuizQuestionTable() : AuthoredTable<QuizQuestion, Content.QuizContent>("quiz_questions");

internal sealed class RevisionTable : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("revisions").HasKey(revision => new { revision.ItemId, revision.Number });
        builder.Property(revision => revision.Content).HasColumnType("jsonb");
    }
}
