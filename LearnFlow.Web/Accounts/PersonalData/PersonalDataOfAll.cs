using System.Text.Json;
using LearnFlow.Events;
using LearnFlow.PersonalData;
using LearnFlow.Web.Services;

namespace LearnFlow.Web.Accounts.PersonalData;

/// <summary>All that is kept about somebody, here and in the services (<see cref="KeptAboutPeople"/>): to take along, and to erase.</summary>
public sealed class PersonalDataOfAll(IEnumerable<IPersonalData> own, ServiceClient services, TimeProvider clock)
{
    private static readonly string[] s_services = [.. KeptAboutPeople.All.Where(kept => kept.IsErasable && kept.Service != "web").Select(kept => kept.Service).Distinct()];

    /// <summary>The visitor's data by its names; null when a service does not answer, since half of it would pass for all.</summary>
    public async Task<IReadOnlyDictionary<string, object?>?> ExportAsync(string learnerId, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, object?>();
        foreach (var data in own)
        {
            all[data.Name] = await data.ExportAsync(learnerId, cancellationToken);
        }

        foreach (var service in s_services)
        {
            var answer = await services.GetAsync<Dictionary<string, JsonElement>>(service, "personal-data", cancellationToken);
            if (!answer.IsOk)
            {
                return null;
            }

            foreach (var (name, value) in answer.Value)
            {
                all[name] = value;
            }
        }

        return all;
    }

    /// <summary>
    /// Erases everything. The services are told by an event, which waits for one that is away and comes after all earlier
    /// events of the learner; only when the broker has it is the account deleted.
    /// </summary>
    /// <returns>False when the broker does not take it: then nothing was erased.</returns>
    public async Task<bool> EraseAsync(string learnerId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!await services.PublishAsync(new LearnerDeleted(Guid.CreateVersion7(now).ToString(), learnerId, now), cancellationToken))
        {
            return false;
        }

        foreach (var data in own)
        {
            await data.EraseAsync(learnerId, cancellationToken);
        }

        return true;
    }
}
