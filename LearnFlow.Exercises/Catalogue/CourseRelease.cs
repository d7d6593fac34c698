namespace LearnFlow.Exercises.Catalogue;

/// <summary>A state of the content files that was brought into the database; the last one says whether there is anything to bring.</summary>
public sealed class CourseRelease
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>SHA-256 over the files and the build that read them, hexadecimal.</summary>
    public required string Fingerprint { get; init; }
}
