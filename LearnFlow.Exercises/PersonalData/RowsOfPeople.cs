using LearnFlow.Exercises.Storage;
using LearnFlow.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.PersonalData;

/// <summary>Rows of <c>exercisesdb</c> that belong to one person.</summary>
/// <param name="name">The row of <see cref="KeptAboutPeople"/>.</param>
/// <param name="database">The database.</param>
/// <param name="rowsOf">The rows of a learner.</param>
/// <param name="exported">What the person gets of a row.</param>
internal sealed class RowsOfPeople<TRow>(
    string name, ExercisesDbContext database, Func<ExercisesDbContext, string, IQueryable<TRow>> rowsOf, Func<TRow, object> exported) : IPersonalData
    where TRow : class
{
    public string Name => name;

    public async Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken) =>
        (await rowsOf(database, learnerId).AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(row => exported(row));

    public Task EraseAsync(string learnerId, CancellationToken cancellationToken) => rowsOf(database, learnerId).ExecuteDeleteAsync(cancellationToken);
}
