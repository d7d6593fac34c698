using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LearnFlow.Exercises.Storage;

/// <summary>Gives <c>dotnet ef migrations add</c> the model without starting the service; it connects to nothing.</summary>
internal sealed class DesignTimeDatabase : IDesignTimeDbContextFactory<ExercisesDbContext>
{
    public ExercisesDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<ExercisesDbContext>().UseNpgsql("Host=localhost;Database=exercisesdb").Options);
}
