namespace Aspire.Hosting.ApplicationModel;

/// <summary>The parts of an image reference, after the grammar of github.com/distribution/reference.</summary>
internal readonly record struct ImageReferenceParts(string Image, string? Tag, string? Digest);

internal static class ContainerImageReference
{
    /// <summary>Splits <c>[registry[:port]/]image[:tag][@digest]</c>; a registry stays with the image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no image.</exception>
    public static ImageReferenceParts Parse(string reference)
    {
        var (rest, digest) = SplitAtLast(reference, '@', after: 0);
        // A colon before the last slash belongs to a registry's port.
        var (image, tag) = SplitAtLast(rest, ':', after: rest.LastIndexOf('/') + 1);
        return image.Length == 0 || image.EndsWith('/')
            ? throw new ArgumentOutOfRangeException(nameof(reference), reference, "repository name must have at least one component")
            : new(image, tag, digest);
    }

    private static (string Before, string? After) SplitAtLast(string text, char separator, int after)
    {
        var at = text.IndexOf(separator, after);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
