using LearnFlow;
using LearnFlow.Concepts.Explain;
using LearnFlow.Concepts.Library;
using LearnFlow.Concepts.Search;
using LearnFlow.LanguageModels;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddSingleton(new ConceptLibrary(ArticleReader.ReadAll(ArticleReader.DefaultFolder)));
builder.Services.AddSingleton(services => new ArticleIndex(services.GetRequiredService<ConceptLibrary>().Articles));
builder.Services.AddSingleton<ExerciseConcepts>().AddSingleton<Explanations>();
if (builder.AddLanguageModel())
    builder.Services.AddSingleton<ModelExplanation>();
builder.Services.AddOpenApi();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapOpenApi().RequireAuthorization(Policies.Anyone);
app.MapConcepts();
app.MapSearch();
app.MapExplain();
app.Run();
