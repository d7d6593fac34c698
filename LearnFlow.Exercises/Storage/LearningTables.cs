using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Idempotency;
using LearnFlow.Exercises.Mastery;
using LearnFlow.Exercises.Quiz;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnFlow.Exercises.Storage;

internal sealed class QuizAnswerTable : IEntityTypeConfiguration<QuizAnswer>
{
    public void Configure(EntityTypeBuilder<QuizAnswer> builder)
    {
        builder.ToTable("quiz_answers");
        builder.HasIndex(answer => new { answer.LearnerId, answer.QuestionId }).IsUnique();
        builder.HasOne<QuizQuestion>().WithMany().HasForeignKey(answer => answer.QuestionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LearningRecordTable : IEntityTypeConfiguration<LearningRecord>
{
    public void Configure(EntityTypeBuilder<LearningRecord> builder)
    {
        builder.ToTable("learning_records").HasKey(record => record.Number);
        builder.Property(record => record.Number).UseIdentityAlwaysColumn();
        builder.HasIndex(record => record.EventId).IsUnique();
        builder.HasIndex(record => new { record.LearnerId, record.Item });
    }
}

internal sealed class StoredMasteryTable : IEntityTypeConfiguration<StoredMastery>
{
    public void Configure(EntityTypeBuilder<StoredMastery> builder)
        => builder.ToTable("mastery").HasKey(mastery => new { mastery.LearnerId, mastery.Concept });
}

internal sealed class IdempotentAnswerTable : IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswer> builder)
    {
        builder.ToTable("idempotent_answers").HasKey(answer => new { answer.Caller, answer.Key });
        builder.Property(answer => answer.Body).HasColumnType("jsonb");
        builder.HasIndex(answer => answer.At);
    }
}
