using LearnFlow.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Web.Accounts.PersonalData;

/// <summary>A person's open struggles.</summary>
internal sealed class StrugglesOfPerson(AccountsDbContext database) : IPersonalData
{
    public string Name => "struggles";

    public async Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken) =>
        await database.OpenStruggles.AsNoTracking().Where(struggle => struggle.LearnerId == learnerId).ToListAsync(cancellationToken);

    public Task EraseAsync(string learnerId, CancellationToken cancellationToken) =>
        database.OpenStruggles.Where(struggle => struggle.LearnerId == learnerId).ExecuteDeleteAsync(cancellationToken);
}
