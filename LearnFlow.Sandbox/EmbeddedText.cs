namespace LearnFlow.Sandbox;

/// <summary>Programs for the guest that this assembly carries.</summary>
internal static class EmbeddedText
{
    /// <summary>The text of the file beside <paramref name="neighbour"/>'s.</summary>
    public static string Read(Type neighbour, string file)
    {
        using var reader = new StreamReader(neighbour.Assembly.GetManifestResourceStream($"{neighbour.Namespace}.{file}")
            ?? throw new FileNotFoundException($"{file} is not embedded beside {neighbour}."));
        return reader.ReadToEnd();
    }
}
