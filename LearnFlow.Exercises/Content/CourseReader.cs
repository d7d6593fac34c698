using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Exercises.Content;

/// <summary>
/// Reads a course from a folder: <c>concepts.yaml</c>, and a folder <c>NN-module</c> for each module with
/// <c>module.yaml</c>, <c>quiz.yaml</c> and one file for each exercise.
/// </summary>
public static class CourseReader
{
    /// <summary>Where a build puts the course.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "Curriculum");

    /// <summary>Reads the whole course.</summary>
    /// <exception cref="ContentException">A file is missing, not YAML, or not of its shape.</exception>
    public static Course Read(string folder)
    {
        var concepts = ReadFile<IReadOnlyList<ConceptContent>>(folder, "concepts.yaml");
        var modules = Directory.GetDirectories(folder)
            .Order(StringComparer.Ordinal)
            .Select(ReadModule);
        return new Course(concepts, [.. modules]);
    }

    /// <summary>What changes with any byte of the folder's files, and with any build of this service, which may read them otherwise.</summary>
    public static string Fingerprint(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(CourseReader).Module.ModuleVersionId.ToByteArray());
        foreach (var file in Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ModuleFolder ReadModule(string folder)
    {
        var name = Path.GetFileName(folder);
        if (name.Split('-', 2) is not [var number, var slug]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            throw new ContentException(name, "a module's folder is named by its number and slug, as 01-first-steps");

        var module = ReadFile<ModuleContent>(folder, "module.yaml");
        var listed = module.Exercises.Select(exercise => exercise + ".yaml");
        var present = Directory.GetFiles(folder, "*.yaml").Select(file => Path.GetFileName(file)).Except(["module.yaml", "quiz.yaml"]);
        if (present.Except(listed).FirstOrDefault() is { } unlisted)
            throw new ContentException($"{name}/module.yaml", $"{unlisted} is in the folder but not in the list of exercises");

        return new ModuleFolder(slug, position, module,
            [.. module.Exercises.Select(exercise => ReadFile<ExerciseContent>(folder, exercise + ".yaml") with { Slug = exercise })],
            ReadFile<IReadOnlyList<QuizContent>>(folder, "quiz.yaml"));
    }

    private static T ReadFile<T>(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        if (!File.Exists(file))
            throw new ContentException($"{Path.GetFileName(folder)}/{name}", "there is no such file");
        return YamlDocument.Read<T>($"{Path.GetFileName(folder)}/{name}", File.ReadAllText(file));
    }
}
