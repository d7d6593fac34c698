using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Classes;
using LearnFlow.Exercises.Storage;

namespace LearnFlow.Exercises.Access;

/// <summary>
/// Which rows a caller may see. Policies say which roles may call an endpoint; this says whose data they get: a teacher that
/// of their own classes, a learner that of the classes they are in. What one may not see is not found.
/// </summary>
public static class ClassAccess
{
    /// <summary>The classes that the caller teaches.</summary>
    public static IQueryable<SchoolClass> TaughtBy(this IQueryable<SchoolClass> classes, Caller caller)
        => caller.SeesAll ? classes : classes.Where(schoolClass => schoolClass.Teachers.Contains(caller.Id));

    /// <summary>The classes that the caller teaches or is in.</summary>
    public static IQueryable<SchoolClass> SeenBy(this IQueryable<SchoolClass> classes, ExercisesDbContext database, Caller caller)
        => caller.SeesAll
            ? classes
            : classes.Where(schoolClass => schoolClass.Teachers.Contains(caller.Id)
                || database.ClassMembers.Any(member => member.ClassId == schoolClass.Id && member.LearnerId == caller.Id));

    /// <summary>What the caller may work on: what is published, for everybody or in one of their classes.</summary>
    public static IQueryable<TItem> SeenBy<TItem, TContent>(this IQueryable<TItem> items, ExercisesDbContext database, Caller caller)
        where TItem : Authored<TContent>
        where TContent : class
    {
        var published = items.Where(item => item.Status == Publication.Published);
        return caller.SeesAll
            ? published
            : published.Where(item => item.ClassId == null
                || database.ClassMembers.Any(member => member.ClassId == item.ClassId && member.LearnerId == caller.Id)
                || database.Classes.Any(schoolClass => schoolClass.Id == item.ClassId && schoolClass.Teachers.Contains(caller.Id)));
    }

    /// <summary>What the caller, a teacher, may write: the course, and what belongs to a class of theirs.</summary>
    public static IQueryable<TItem> WrittenBy<TItem, TContent>(this IQueryable<TItem> items, ExercisesDbContext database, Caller caller)
        where TItem : Authored<TContent>
        where TContent : class
        => caller.SeesAll
            ? items
            : items.Where(item => item.ClassId == null
                || database.Classes.Any(schoolClass => schoolClass.Id == item.ClassId && schoolClass.Teachers.Contains(caller.Id)));
}
