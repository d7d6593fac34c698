using System.Text.Json.Nodes;

namespace LearnFlow.Web.Services;

/// <summary>An exercise as its authors see it (Exercises' contract).</summary>
/// <param name="Slug">The name in addresses.</param>
/// <param name="Module">Its module; empty when it belongs to a class.</param>
/// <param name="Class">Its class.</param>
/// <param name="Status"><c>draft</c>, <c>published</c> or <c>archived</c>.</param>
/// <param name="Revision">How often it was published.</param>
/// <param name="Edited">Whether there are changes that are not published yet.</param>
/// <param name="Content">What the author wrote.</param>
public sealed record AuthoredExercise(string Slug, string Module, Guid? Class, string Status, int Revision, bool Edited, JsonObject Content);

/// <summary>How an exercise did when it was tried out (Exercises' contract).</summary>
public sealed record DryRun(bool Passes, IReadOnlyList<string> Complaints, IReadOnlyList<TestOutcome> Tests, double ElapsedMs);

/// <summary>What became of an import (Exercises' contract).</summary>
public sealed record ImportReport(int Total, int Supported, IReadOnlyList<ImportLine> Exercises);

/// <summary>One exercise of an import (Exercises' contract); <paramref name="Slug"/> is null when it was not stored.</summary>
public sealed record ImportLine(string Source, string Status, string? Slug, int Tests, string? Reason);
