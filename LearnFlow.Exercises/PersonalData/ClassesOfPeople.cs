using LearnFlow.Exercises.Storage;
using LearnFlow.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.PersonalData;

/// <summary>The classes that somebody is in or teaches. A class whose last teacher leaves stays, for an administrator.</summary>
internal sealed class ClassesOfPeople(ExercisesDbContext database) : IPersonalData
{
    public string Name => "classes";

    public async Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken) => new
    {
        Member = await database.ClassMembers.AsNoTracking().Where(member => member.LearnerId == learnerId)
            .Join(database.Classes, member => member.ClassId, schoolClass => schoolClass.Id, (member, schoolClass) => new { Class = schoolClass.Name, member.Name, member.JoinedAt })
            .ToListAsync(cancellationToken),
        Teaches = await database.Classes.AsNoTracking().Where(schoolClass => schoolClass.Teachers.Contains(learnerId)).Select(schoolClass => schoolClass.Name)
            .ToListAsync(cancellationToken),
    };

    public async Task EraseAsync(string learnerId, CancellationToken cancellationToken)
    {
        await database.ClassMembers.IgnoreQueryFilters().Where(member => member.LearnerId == learnerId).ExecuteDeleteAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync(
            $"""UPDATE classes SET "Teachers" = array_remove("Teachers", {learnerId}) WHERE {learnerId} = ANY("Teachers")""", cancellationToken);
    }
}
