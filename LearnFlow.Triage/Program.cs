using LearnFlow;
using LearnFlow.Triage;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Struggles;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddAttempts();
builder.Services.AddStruggles();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapLearningEvents();
app.MapAttempts();
app.MapStruggles();
app.Run();
