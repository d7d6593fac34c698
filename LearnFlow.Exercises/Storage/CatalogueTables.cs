using LearnFlow.Exercises.Catalogue;
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

internal sealed class ExerciseTable : IEntityTypeConfiguration<Exercise>
{
    public void Configure(EntityTypeBuilder<Exercise> builder)
    {
        builder.ToTable("exercises");
        builder.Property(exercise => exercise.Kind).HasConversion<string>();
        builder.Property(exercise => exercise.Content).IsContentJson();
        builder.HasIndex(exercise => exercise.Slug).IsUnique();
        builder.HasIndex(exercise => new { exercise.Module, exercise.Position });
        builder.HasIndex(exercise => exercise.Concepts).HasMethod("gin");
    }
}

internal sealed class QuizQuestionTable : IEntityTypeConfiguration<QuizQuestion>
{
    public void Configure(EntityTypeBuilder<QuizQuestion> builder)
    {
        builder.ToTable("quiz_questions");
        builder.Property(question => question.Content).IsContentJson();
        builder.HasIndex(question => question.Slug).IsUnique();
        builder.HasIndex(question => new { question.Module, question.Position });
    }
}
