namespace LearnFlow.Triage.GuardRails;

/// <summary>What the guard rails must know of code that stands in an answer.</summary>
public interface IAnswerCode
{
    /// <summary>Whether Python can read it; null when nobody could say.</summary>
    Task<bool?> ParsesAsync(string code, CancellationToken cancellationToken);

    /// <summary>What it prints, a traceback's last line included; null when it could not be run.</summary>
    Task<string?> OutputAsync(string code, CancellationToken cancellationToken);

    /// <summary>Whether it passes all tests of the exercise, the hidden ones too; null when nobody could say.</summary>
    Task<bool?> PassesAsync(string exerciseId, string code, CancellationToken cancellationToken);
}
