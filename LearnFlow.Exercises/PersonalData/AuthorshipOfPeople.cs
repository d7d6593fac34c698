using LearnFlow.Exercises.Storage;
using LearnFlow.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.PersonalData;

/// <summary>The author of a published revision. The revision is the course's and stays; its author is not named any more.</summary>
internal sealed class AuthorshipOfPeople(ExercisesDbContext database) : IPersonalData
{
    private const string Nobody = "deleted";

    public string Name => "authorship";

    public async Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken) =>
        await database.Revisions.AsNoTracking().Where(revision => revision.By == learnerId).Select(revision => new { revision.ItemId, revision.Number, revision.At })
            .ToListAsync(cancellationToken);

    public Task EraseAsync(string learnerId, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlAsync($"""UPDATE revisions SET "By" = {Nobody} WHERE "By" = {learnerId}""", cancellationToken);
}
