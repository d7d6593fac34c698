using LearnFlow.Exercises.Drafts;
using LearnFlow.Exercises.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnFlow.Exercises.Storage;

internal sealed class DraftTable : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("drafts").HasKey(draft => new { draft.LearnerId, draft.Name });
        builder.Property(draft => draft.Version).IsRowVersion();
    }
}

internal sealed class DraftVersionTable : IEntityTypeConfiguration<DraftVersion>
{
    public void Configure(EntityTypeBuilder<DraftVersion> builder)
    {
        builder.ToTable("draft_versions");
        builder.HasIndex(version => new { version.LearnerId, version.Name, version.Id });
    }
}

internal sealed class ShareTable : IEntityTypeConfiguration<Share>
{
    public void Configure(EntityTypeBuilder<Share> builder)
    {
        builder.ToTable("shares").HasKey(share => share.Token);
        builder.HasIndex(share => share.LearnerId);
    }
}
