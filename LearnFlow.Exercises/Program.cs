using LearnFlow.Exercises;
using LearnFlow.Exercises.Storage;

var app = ExercisesService.Build(args);
await app.PrepareDatabaseAsync();
app.Run();
