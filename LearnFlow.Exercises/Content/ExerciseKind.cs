namespace LearnFlow.Exercises.Content;

/// <summary>What a learner is asked to do.</summary>
public enum ExerciseKind
{
    /// <summary>Write a function that tests call.</summary>
    Function,

    /// <summary>Write a program that reads standard input and prints.</summary>
    Program,

    /// <summary>Repair a program that runs but is wrong, or does not run.</summary>
    FixBug,

    /// <summary>Read a program and write down what it prints. Nothing of the learner's is run.</summary>
    PredictOutput,

    /// <summary>Replace each <c>____</c> in a program.</summary>
    FillBlank,

    /// <summary>Change the shape of a program that works, and keep it working.</summary>
    Refactor,

    /// <summary>One step of a small project; each step starts from the step before.</summary>
    Project,
}
