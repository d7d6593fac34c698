using LearnFlow;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Mastery;
using LearnFlow.Exercises.Storage;
using LearnFlow.Exercises.Submissions;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNpgsqlDbContext<ExercisesDbContext>("exercisesdb");
builder.Services.AddSubmissions();
builder.Services.AddOpenApi();

var app = builder.Build();
await app.PrepareDatabaseAsync();
app.MapDefaultEndpoints();
app.MapOpenApi();
app.MapExercises();
app.MapModules();
app.MapSubmissions();
app.MapMastery();
app.Run();
