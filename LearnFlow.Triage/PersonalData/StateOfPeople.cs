using LearnFlow.PersonalData;
using LearnFlow.Triage.Agent;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Help;

namespace LearnFlow.Triage.PersonalData;

/// <summary>A learner's window of attempts.</summary>
internal sealed class AttemptsOfPeople(DaprLearnerWindows windows) : IPersonalData
{
    public string Name => "attempts";

    public async Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken) =>
        AttemptList.Of((await windows.LoadAsync(learnerId, cancellationToken)).Window);

    public Task EraseAsync(string learnerId, CancellationToken cancellationToken) => windows.DeleteAsync(learnerId, cancellationToken);
}

/// <summary>A learner's conversations with the tutor.</summary>
internal sealed class ConversationsOfPeople(DaprConversations conversations) : IPersonalData
{
    public string Name => "conversations";

    public async Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken) => await conversations.ListAsync(learnerId, cancellationToken);

    public Task EraseAsync(string learnerId, CancellationToken cancellationToken) => conversations.DeleteAsync(learnerId, cancellationToken);
}

/// <summary>What help a learner got.</summary>
internal sealed class HelpOfPeople(IHelpRecords records) : IPersonalData
{
    public string Name => "help";

    public async Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken) => await records.ListAsync(learnerId, cancellationToken);

    public Task EraseAsync(string learnerId, CancellationToken cancellationToken) => records.DeleteAsync(learnerId, cancellationToken);
}
