namespace LearnFlow.PersonalData;

/// <summary>
/// All that is kept about people. The page /data, docs/data.md, the export and the deletion are made from this table: a
/// service has one <see cref="IPersonalData"/> for each of its erasable rows (tested), and keeps nothing else by a person's id.
/// </summary>
public static class KeptAboutPeople
{
    private const string UntilDeleted = "until you delete the account";

    /// <summary>The table.</summary>
    public static IReadOnlyList<KeptData> All { get; } =
    [
        new("account", "web", "identitydb: accounts, account_*", "Name, e-mail address, role, a hash of your password, second factor, sign-ins through your organisation (its address and your number there)", "to sign in", UntilDeleted),
        new("struggles", "web", "identitydb: open_struggles", "That you seem to be stuck, and why", "to show it to you and to the teachers of your classes", "12 hours after it began"),
        new("submissions", "exercises", "exercisesdb: submissions", "Solutions that you hand in, with their grades", "grading; you and your teachers see them", UntilDeleted),
        new("waitingSubmissions", "exercises", "exercisesdb: waiting_submissions", "Solutions that you handed in and that could not be graded yet", "so that nothing that you hand in is lost", "until they are graded, or you delete the account"),
        new("drafts", "exercises", "exercisesdb: drafts", "What you have in the editor, one text for each exercise", "so that it is there on every device of yours", UntilDeleted),
        new("versions", "exercises", "exercisesdb: draft_versions", "Older texts of your programs: the last 30 of each, and those that you gave a name", "so that you can go back", UntilDeleted),
        new("shares", "exercises", "exercisesdb: shares", "Programs that you made a link to; whoever has the link reads the program, not your name", "so that you can show a program to others", "until you take the link back or delete the account"),
        new("quizAnswers", "exercises", "exercisesdb: quiz_answers", "Your first answers to quiz questions", "your map of what you know", UntilDeleted),
        new("learningRecords", "exercises", "exercisesdb: learning_records", "Which exercises and questions you got right, and when", "your map of what you know", UntilDeleted),
        new("mastery", "exercises", "exercisesdb: mastery", "How well you seem to know each concept", "to recommend what comes next; you and your teachers see it", UntilDeleted),
        new("classes", "exercises", "exercisesdb: class_members, classes", "The classes that you are in or teach, and your name there", "so that your teachers see how you get on", "until you leave the class or delete the account"),
        new("authorship", "exercises", "exercisesdb: revisions", "Of teachers: which exercises you published", "the history of an exercise", UntilDeleted),
        new("repeatedRequests", "exercises", "exercisesdb: idempotent_answers", "Answers to requests of your programs that carry an Idempotency-Key", "so that a request that is sent twice takes effect once", "1 day"),
        new("waitingEvents", "exercises", "exercisesdb: outbox", "Submissions and answers on their way to other services", "so that nothing is lost when a part is away", "seconds; until an administrator has looked at it if it cannot be delivered"),
        new("attempts", "triage", "statedb: window-{id}", "Your latest 35 runs, submissions and requests for help, of ten of them the program", "to notice when you are stuck, and to show your teacher where", "until newer ones take their place, or you delete the account"),
        new("conversations", "triage", "statedb: conversation-{id}-{exercise}, conversations-{id}", "Your last four questions to the tutor on an exercise, and its answers", "so that the next hint goes on from the last one", "2 hours"),
        new("help", "triage", "statedb: help-{id}", "When you asked for help and whether it helped; no program and no text", "to see which help is any good", "90 days"),
        new("parkedActivities", "triage", "statedb: parked, parked-{event}", "An event about you that could not be handled", "so that an administrator can repair what went wrong", "30 days"),
        new("parkedResults", "exercises", "statedb: parked, parked-{event}", "An event about you that could not be handled", "so that an administrator can repair what went wrong", "30 days"),
        new("parkedAlerts", "web", "statedb: parked, parked-{event}", "An alert about you that could not be shown", "so that an administrator can repair what went wrong", "30 days", IsErasable: false),
        new("events", "kafka", "topics learning-events and struggle-alerts", "Runs, submissions and requests for help on their way between services", "so that each service hears of them", "3 days; it cannot be deleted sooner", IsErasable: false),
        new("runs", "sandbox", "statedb: outbox", "A run on its way to the events", "so that no run is lost", "10 minutes; until an administrator has looked at it if it cannot be delivered", IsErasable: false),
        new("retired", "web", "identitydb: retired_guests", "A hash of a deleted account's random id", "so that an old cookie of it opens nothing", "400 days", IsErasable: false),
        new("cookies", "browser", "your browser", "A cookie with a random id, or one that keeps you signed in", "so that your attempts stay yours", "400 days, 14 days", IsErasable: false),
        new("browserCopies", "browser", "your browser", "What you type in the editor, until LearnFlow has it", "so that a crash or a lost connection costs nothing", "until you sign out", IsErasable: false),
    ];

    /// <summary>What a service must be able to give and to erase.</summary>
    public static IEnumerable<KeptData> ErasableBy(string service) => All.Where(kept => kept.IsErasable && kept.Service == service);
}
