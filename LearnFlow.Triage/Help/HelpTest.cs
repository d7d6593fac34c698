using System.Text.Json;

namespace LearnFlow.Triage.Help;

/// <summary>
/// A test of the program, as <c>POST /check</c> of the sandbox takes it. Which kind it is follows from what is filled in:
/// <paramref name="Function"/>, <paramref name="Source"/>, or else <paramref name="ExpectedOutput"/>.
/// </summary>
/// <param name="Name">The behaviour that it checks.</param>
/// <param name="Stdin">Standard input.</param>
/// <param name="ExpectedOutput">What the program must print for it; blanks at the ends of lines and of the text do not count.</param>
/// <param name="Function">The function to call.</param>
/// <param name="Args">Its arguments, a JSON array.</param>
/// <param name="Expected">What it must return, as JSON: tuples are arrays, 2 equals 2.0, floating point within 1e-9.</param>
/// <param name="ExpectedRepr">What it must return, as a Python literal, instead of <paramref name="Expected"/>.</param>
/// <param name="Source">Python with assert statements, which sees the program's names.</param>
/// <param name="Files">Text files beside the program, by name.</param>
/// <param name="Hidden">Whether its data is kept from the learner: then only its name may be told.</param>
/// <param name="Entry">File name of the program, for a <paramref name="Source"/> that imports it by its name.</param>
public sealed record HelpTest(
    string? Name = null,
    string? Stdin = null,
    string? ExpectedOutput = null,
    string? Function = null,
    JsonElement? Args = null,
    JsonElement? Expected = null,
    string? ExpectedRepr = null,
    string? Source = null,
    IReadOnlyDictionary<string, string>? Files = null,
    bool Hidden = false,
    string? Entry = null);
