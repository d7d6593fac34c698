using System.Collections.Immutable;

namespace LearnFlow.Triage.Struggles;

/// <summary>The struggles of a learner at one moment.</summary>
/// <param name="Open">Open struggles, in the order in which they began.</param>
/// <param name="Cooling">Rule and scope of struggles that ended, until when (UTC) they are not raised again.</param>
public sealed record StruggleState(ImmutableList<Struggle> Open, ImmutableSortedDictionary<string, DateTimeOffset> Cooling)
{
    /// <summary>No struggles.</summary>
    public static StruggleState None { get; } = new([], ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal));
}
