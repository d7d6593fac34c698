using LearnFlow.Exercises.Content;

namespace LearnFlow.Tests.Exercises;

/// <summary>The course that the build put beside the tests, read once.</summary>
internal static class Curriculum
{
    public static Course Course { get; } = CourseReader.Read(CourseReader.DefaultFolder);

    public static IEnumerable<ExerciseContent> Exercises => Course.Modules.SelectMany(module => module.Exercises);

    public static IEnumerable<QuizContent> Quiz => Course.Modules.SelectMany(module => module.Quiz);
}
