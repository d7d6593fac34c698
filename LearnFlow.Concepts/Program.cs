using LearnFlow;
using LearnFlow.Concepts.Library;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddSingleton(new ConceptLibrary(ArticleReader.ReadAll(ArticleReader.DefaultFolder)));
builder.Services.AddOpenApi();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapOpenApi();
app.MapConcepts();
app.Run();
