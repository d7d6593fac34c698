using System.Reflection;

namespace LearnFlow.LanguageModels;

/// <summary>A prompt: a file in the assembly, whose name carries its version. A changed prompt is a new file.</summary>
/// <param name="Name">Its name with version, as <c>tutor.v1</c>.</param>
/// <param name="Text">Its text.</param>
public sealed record Prompt(string Name, string Text)
{
    /// <summary>Reads the embedded file <c>NAME.md</c> of <paramref name="assembly"/>.</summary>
    public static Prompt Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream($"{name}.md")
            ?? throw new InvalidOperationException($"The prompt {name}.md is not embedded in {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return new Prompt(name, reader.ReadToEnd());
    }
}
