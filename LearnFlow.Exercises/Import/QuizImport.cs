using System.Text.Json;
using System.Text.Json.Nodes;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Authoring;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Import;

/// <summary>
/// Brings in quiz questions of LearnFlow's own form: each is published at once, and the same question again, found by its slug in
/// the same class or in the course, changes nothing.
/// </summary>
public sealed class QuizImport(ExercisesDbContext database, TimeProvider clock)
{
    /// <summary>Adds the questions to what the caller saves.</summary>
    public async Task<IReadOnlyList<ImportLine>> AddAsync(
        IReadOnlyList<QuizContent> found, string module, Guid? classId, Caller caller, IReadOnlySet<string> concepts, CancellationToken cancellation)
    {
        var suffix = ImportDesk.SuffixOf(classId);
        var slugs = found.SelectMany(question => new[] { question.Slug, question.Slug + suffix }).ToList();
        var stored = await database.QuizQuestions.IgnoreQueryFilters()
            .Where(question => slugs.Contains(question.Slug)).ToDictionaryAsync(question => question.Slug, cancellation);
        var position = await database.QuizQuestions.IgnoreQueryFilters()
            .Where(question => question.Module == module && question.ClassId == classId).MaxAsync(question => (int?)question.Position, cancellation) ?? 0;
        return [.. found.DistinctBy(question => question.Slug).Select(Add)];

        ImportLine Add(QuizContent question)
        {
            var source = $"quiz:{question.Slug}";
            if (ContentRules.Complaints(question, concepts).Values.FirstOrDefault() is [var complaint, ..])
                return new ImportLine(source, ImportStatus.Unsupported, null, 0, complaint);
            var own = new[] { question.Slug, question.Slug + suffix }.Select(slug => stored.GetValueOrDefault(slug))
                .FirstOrDefault(row => row is not null && row.ClassId == classId);
            var content = question with { Slug = own?.Slug ?? (stored.ContainsKey(question.Slug) ? question.Slug + suffix : question.Slug) };
            var isSame = own is { DeletedAt: null, Status: Publication.Published } && JsonNode.DeepEquals(Json(own.Latest), Json(content));
            if (isSame)
                return new ImportLine(source, ImportStatus.Unchanged, content.Slug, 0, null);
            var row = own ?? QuizQuestion.Of(content, module, classId, ++position);
            if (own is null)
                database.Add(row);
            else
                row.Edit(content);
            row.DeletedAt = null;
            database.Add(row.Publish(caller.Id, clock.GetUtcNow()));
            return new ImportLine(source, own is null ? ImportStatus.Imported : ImportStatus.Updated, content.Slug, 0, null);
        }
    }

    private static JsonNode? Json(QuizContent content) => JsonSerializer.SerializeToNode(content, ContentJson.Options);
}
