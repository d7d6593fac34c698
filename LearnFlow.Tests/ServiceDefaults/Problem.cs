using System.Net;
using System.Net.Http.Json;

namespace LearnFlow.Tests.ServiceDefaults;

/// <summary>A problem document as a client reads it (RFC 9457).</summary>
internal sealed record Problem(string? Type, string? Title, int Status, string? Detail, string? TraceId)
{
    /// <summary>Asserts that the response is a problem of <paramref name="status"/> and returns it.</summary>
    public static async Task<Problem> OfAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.AreEqual(status, response.StatusCode, await response.Content.ReadAsStringAsync());
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<Problem>();
        Assert.IsNotNull(problem);
        Assert.AreEqual((int)status, problem.Status);
        Assert.IsFalse(string.IsNullOrWhiteSpace(problem.Title));
        Assert.IsFalse(string.IsNullOrWhiteSpace(problem.Detail), "A problem says in a sentence what is wrong.");
        Assert.IsFalse(string.IsNullOrWhiteSpace(problem.TraceId));
        return problem;
    }
}
