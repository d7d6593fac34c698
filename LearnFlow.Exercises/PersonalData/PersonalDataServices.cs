using LearnFlow.Events;
using LearnFlow.Exercises.Storage;
using LearnFlow.Exercises.Submissions;
using LearnFlow.PersonalData;

namespace LearnFlow.Exercises.PersonalData;

/// <summary>What this service keeps about people: its rows of <see cref="KeptAboutPeople"/>.</summary>
public static class PersonalDataServices
{
    /// <summary>Adds one <see cref="IPersonalData"/> for each.</summary>
    public static IServiceCollection AddPersonalData(this IServiceCollection services) => services
        .AddRows("submissions", (database, learner) => database.Submissions.Where(row => row.LearnerId == learner), ForLearner)
        .AddRows("waitingSubmissions", (database, learner) => database.WaitingSubmissions.Where(row => row.LearnerId == learner), row => new { row.ExerciseId, row.At, row.Code })
        .AddRows("drafts", (database, learner) => database.Drafts.Where(row => row.LearnerId == learner))
        .AddRows("versions", (database, learner) => database.DraftVersions.Where(row => row.LearnerId == learner))
        .AddRows("shares", (database, learner) => database.Shares.Where(row => row.LearnerId == learner))
        .AddRows("quizAnswers", (database, learner) => database.QuizAnswers.Where(row => row.LearnerId == learner))
        .AddRows("learningRecords", (database, learner) => database.LearningRecords.Where(row => row.LearnerId == learner))
        .AddRows("mastery", (database, learner) => database.Mastery.Where(row => row.LearnerId == learner))
        .AddRows("repeatedRequests", (database, learner) => database.IdempotentAnswers.Where(row => row.Caller == learner))
        .AddRows("waitingEvents", (database, learner) => database.Outbox.Where(row => row.Key == learner))
        .AddScoped<IPersonalData>(provider => new ParkedPersonalData("parkedResults", provider.GetRequiredService<IParkedEvents>()))
        .AddScoped<IPersonalData, ClassesOfPeople>()
        .AddScoped<IPersonalData, AuthorshipOfPeople>();

    // The stored outcomes hold the data of hidden tests.
    private static object ForLearner(Submission submission) =>
        new { submission.ExerciseId, submission.Revision, submission.Code, Grade = SubmissionView.Of(submission, repeated: false) };

    private static IServiceCollection AddRows<TRow>(
        this IServiceCollection services, string name, Func<ExercisesDbContext, string, IQueryable<TRow>> rowsOf, Func<TRow, object>? exported = null) where TRow : class =>
        services.AddScoped<IPersonalData>(provider => new RowsOfPeople<TRow>(name, provider.GetRequiredService<ExercisesDbContext>(), rowsOf, exported ?? (row => row)));
}
