using LearnFlow;
using LearnFlow.Concepts.Library;
using LearnFlow.Concepts.Search;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddSingleton(new ConceptLibrary(ArticleReader.ReadAll(ArticleReader.DefaultFolder)));
builder.Services.AddSingleton(services => new ArticleIndex(services.GetRequiredService<ConceptLibrary>().Articles));
builder.Services.AddOpenApi();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapOpenApi();
app.MapConcepts();
app.MapSearch();
app.Run();
