using LearnFlow;
using LearnFlow.Exercises;
using LearnFlow.Exercises.Storage;

var app = ExercisesService.Build(args);
if (await app.RunMigrationVerbAsync<ExercisesDbContext>(args, app.PrepareDatabaseAsync))
    return;
await app.PrepareDatabaseAsync();
app.Run();
