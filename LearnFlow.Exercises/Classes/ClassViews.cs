namespace LearnFlow.Exercises.Classes;

/// <summary>Body of <c>POST /classes</c>.</summary>
/// <param name="Name">1 to 200 characters.</param>
public sealed record NewClass(string Name);

/// <summary>Body of <c>PUT /classes/{id}</c>.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Teachers">Ids of its teachers: 1 to 20. A teacher who removes their own id cannot undo it.</param>
public sealed record ClassChange(string Name, IReadOnlyList<string> Teachers);

/// <summary>A class.</summary>
/// <param name="Id">For addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Teaching">Whether the caller teaches it.</param>
/// <param name="JoinCode">For its teachers only.</param>
/// <param name="Teachers">For its teachers only: who they are.</param>
public sealed record ClassView(Guid Id, string Name, bool Teaching, string? JoinCode, IReadOnlyList<string>? Teachers)
{
    /// <summary>What the caller may see of a class.</summary>
    public static ClassView Of(SchoolClass schoolClass, Access.Caller caller)
    {
        var teaching = caller.SeesAll || schoolClass.Teachers.Contains(caller.Id);
        return new ClassView(
            schoolClass.Id, schoolClass.Name, teaching, teaching ? schoolClass.JoinCode : null, teaching ? schoolClass.Teachers : null);
    }
}

/// <summary>Body of <c>POST /classes/join</c>.</summary>
/// <param name="Code">The class's join code; capitals do not matter.</param>
/// <param name="Name">The name to go by in the class, at most 100 characters.</param>
public sealed record JoinRequest(string Code, string? Name = null);

/// <summary>Body of <c>POST /classes/{id}/assignments</c>.</summary>
/// <param name="Exercise">Slug of the exercise.</param>
/// <param name="DueAt">When it is due.</param>
public sealed record NewAssignment(string Exercise, DateTimeOffset DueAt);

/// <summary>Body of <c>PUT /classes/{id}/assignments/{assignment}</c>.</summary>
public sealed record AssignmentChange(DateTimeOffset DueAt);

/// <summary>An assignment with the calling learner's own state.</summary>
/// <param name="Id">For addresses.</param>
/// <param name="Exercise">Slug of the exercise.</param>
/// <param name="Title">Its heading.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="SolvedAt">When the caller first passed all tests; null when not yet.</param>
public sealed record AssignmentView(Guid Id, string Exercise, string Title, DateTimeOffset DueAt, DateTimeOffset? SolvedAt);
