using LearnFlow;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNpgsqlDbContext<ExercisesDbContext>("exercisesdb");
builder.Services.AddOpenApi();

var app = builder.Build();
await app.PrepareDatabaseAsync();
app.MapDefaultEndpoints();
app.MapOpenApi();
app.MapExercises();
app.MapModules();
app.Run();
