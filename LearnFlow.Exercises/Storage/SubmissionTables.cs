using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnFlow.Exercises.Storage;

internal sealed class SubmissionTable : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("submissions");
        builder.Property(submission => submission.Outcomes).IsContentJson();
        builder.HasOne<Exercise>().WithMany().HasForeignKey(submission => submission.ExerciseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(submission => new { submission.LearnerId, submission.ExerciseId, submission.At });
        builder.HasIndex(submission => new { submission.LearnerId, submission.ExerciseId, submission.Revision, submission.CodeHash }).IsUnique();
        builder.HasIndex(submission => new { submission.ExerciseId, submission.At });
    }
}

internal sealed class WaitingSubmissionTable : IEntityTypeConfiguration<WaitingSubmission>
{
    public void Configure(EntityTypeBuilder<WaitingSubmission> builder)
    {
        builder.ToTable("waiting_submissions");
        builder.HasOne<Exercise>().WithMany().HasForeignKey(waiting => waiting.ExerciseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(waiting => new { waiting.LearnerId, waiting.ExerciseId, waiting.CodeHash }).IsUnique();
        builder.HasIndex(waiting => waiting.NextTryAt);
    }
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(message => message.Number);
        builder.Property(message => message.Metadata).IsContentJson();
        builder.Property(message => message.Number).UseIdentityAlwaysColumn();
        builder.HasIndex(message => message.EventId).IsUnique();
        builder.HasIndex(message => new { message.Key, message.Number });
    }
}
