using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Classes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnFlow.Exercises.Storage;

internal sealed class ClassTable : IEntityTypeConfiguration<SchoolClass>
{
    public void Configure(EntityTypeBuilder<SchoolClass> builder)
    {
        builder.ToTable("classes");
        builder.Property(schoolClass => schoolClass.Version).IsRowVersion();
        builder.HasIndex(schoolClass => schoolClass.JoinCode).IsUnique();
        builder.HasIndex(schoolClass => schoolClass.Teachers).HasMethod("gin");
        builder.HasQueryFilter(schoolClass => schoolClass.DeletedAt == null);
    }
}

internal sealed class ClassMemberTable : IEntityTypeConfiguration<ClassMember>
{
    public void Configure(EntityTypeBuilder<ClassMember> builder)
    {
        builder.ToTable("class_members").HasKey(member => new { member.ClassId, member.LearnerId });
        builder.HasOne<SchoolClass>().WithMany().HasForeignKey(member => member.ClassId);
        builder.HasIndex(member => member.LearnerId);
    }
}

internal sealed class AssignmentTable : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> builder)
    {
        builder.ToTable("assignments");
        builder.Property(assignment => assignment.Version).IsRowVersion();
        builder.HasIndex(assignment => new { assignment.ClassId, assignment.ExerciseId }).IsUnique();
        builder.HasOne<SchoolClass>().WithMany().HasForeignKey(assignment => assignment.ClassId);
        builder.HasOne<Exercise>().WithMany().HasForeignKey(assignment => assignment.ExerciseId).OnDelete(DeleteBehavior.Restrict);
    }
}
