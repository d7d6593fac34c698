using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Web.Drafts;

/// <summary>
/// A short name of a learner for the browser, under which it keeps copies of drafts: the same on every page, another for
/// every learner, and not the id that services know.
/// </summary>
public static class LearnerTag
{
    /// <summary>16 hexadecimal digits of a hash of the id.</summary>
    public static string Of(string learnerId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"LearnFlow.Web.Drafts/{learnerId}")))[..16];
}
