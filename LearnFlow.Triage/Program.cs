using LearnFlow;
using LearnFlow.PersonalData;
using LearnFlow.Triage;
using LearnFlow.Triage.Agent;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Help;
using LearnFlow.Triage.Struggles;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddAttempts();
builder.Services.AddStruggles();
builder.Services.AddHelp();
builder.Services.AddPersonalData();
builder.AddAgent();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapLearningEvents();
app.MapAttempts();
app.MapStruggles();
app.MapHelp();
app.MapFeedback();
app.MapPersonalData();
app.Run();
