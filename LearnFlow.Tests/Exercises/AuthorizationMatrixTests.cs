using System.Text.Json;
using System.Text.RegularExpressions;

namespace LearnFlow.Tests.Exercises;

/// <summary>Every endpoint of the OpenAPI document × every role. An endpoint that has no rule here fails the test.</summary>
[TestClass]
public sealed partial class AuthorizationMatrixTests
{
    private static readonly string[] s_roles = [Roles.Guest, Roles.Learner, Roles.Teacher, Roles.Administrator, Roles.Service];

    private static readonly Dictionary<string, string[]> s_mayCall = new()
    {
        [Policies.Anyone] = s_roles,
        [Policies.Learner] = [Roles.Learner, Roles.Teacher, Roles.Administrator, Roles.Service],
        [Policies.Teacher] = [Roles.Teacher, Roles.Administrator, Roles.Service],
        [Policies.Administrator] = [Roles.Administrator, Roles.Service],
        [Policies.Service] = [Roles.Service],
    };

    private static readonly Dictionary<string, string> s_rules = new()
    {
        ["GET /exercises"] = Policies.Anyone,
        ["GET /exercises/{slug}"] = Policies.Anyone,
        ["GET /exercises/{slug}/hints/{level}"] = Policies.Anyone,
        ["GET /exercises/{slug}/submissions"] = Policies.Anyone,
        ["GET /exercises/{slug}/submissions/{id}"] = Policies.Anyone,
        ["POST /exercises/{slug}/submissions"] = Policies.Anyone,
        ["GET /exercises/{slug}/reference"] = Policies.Anyone,
        ["GET /drafts/{name}"] = Policies.Anyone,
        ["PUT /drafts/{name}"] = Policies.Anyone,
        ["GET /drafts/{name}/versions"] = Policies.Anyone,
        ["POST /drafts/{name}/versions"] = Policies.Anyone,
        ["PUT /drafts/{name}/versions/{id}"] = Policies.Anyone,
        ["GET /shares"] = Policies.Anyone,
        ["POST /shares"] = Policies.Anyone,
        ["GET /shares/{token}"] = Policies.Anyone,
        ["DELETE /shares/{token}"] = Policies.Anyone,
        ["GET /progress"] = Policies.Anyone,
        ["GET /modules"] = Policies.Anyone,
        ["GET /mastery"] = Policies.Anyone,
        ["GET /recommendation"] = Policies.Anyone,
        ["GET /quiz"] = Policies.Anyone,
        ["GET /quiz/{id}"] = Policies.Anyone,
        ["POST /quiz/{id}/answers"] = Policies.Anyone,
        ["GET /exercises/{slug}/solution"] = Policies.Service,
        ["POST /exercises/{slug}/verify"] = Policies.Service,
        ["POST /exercises"] = Policies.Teacher,
        ["PUT /exercises/{slug}"] = Policies.Teacher,
        ["DELETE /exercises/{slug}"] = Policies.Teacher,
        ["GET /exercises/{slug}/source"] = Policies.Teacher,
        ["POST /exercises/{slug}/dry-run"] = Policies.Teacher,
        ["POST /exercises/{slug}/publish"] = Policies.Teacher,
        ["POST /exercises/{slug}/archive"] = Policies.Teacher,
        ["POST /exercises/{slug}/restore"] = Policies.Teacher,
        ["GET /exercises/{slug}/revisions"] = Policies.Teacher,
        ["GET /exercises/{slug}/revisions/{number}"] = Policies.Teacher,
        ["POST /quiz"] = Policies.Teacher,
        ["PUT /quiz/{slug}"] = Policies.Teacher,
        ["DELETE /quiz/{slug}"] = Policies.Teacher,
        ["GET /quiz/{slug}/source"] = Policies.Teacher,
        ["POST /quiz/{slug}/dry-run"] = Policies.Teacher,
        ["POST /quiz/{slug}/publish"] = Policies.Teacher,
        ["POST /quiz/{slug}/archive"] = Policies.Teacher,
        ["POST /quiz/{slug}/restore"] = Policies.Teacher,
        ["GET /quiz/{slug}/revisions"] = Policies.Teacher,
        ["GET /quiz/{slug}/revisions/{number}"] = Policies.Teacher,
        ["GET /classes"] = Policies.Anyone,
        ["POST /classes"] = Policies.Teacher,
        ["POST /classes/join"] = Policies.Learner,
        ["GET /classes/{id}"] = Policies.Anyone,
        ["PUT /classes/{id}"] = Policies.Teacher,
        ["DELETE /classes/{id}"] = Policies.Teacher,
        ["POST /classes/{id}/join-code"] = Policies.Teacher,
        ["GET /personal-data"] = Policies.Anyone,
        ["GET /outbox/parked"] = Policies.Administrator,
        ["POST /outbox/parked/{number}/deliver"] = Policies.Administrator,
        ["GET /events/parked"] = Policies.Administrator,
        ["POST /events/parked/{id}/deliver"] = Policies.Administrator,
        ["DELETE /classes/{id}/members/{learner}"] = Policies.Learner,
        ["GET /classes/{id}/assignments"] = Policies.Anyone,
        ["POST /classes/{id}/assignments"] = Policies.Teacher,
        ["GET /classes/{id}/assignments/{assignment}"] = Policies.Anyone,
        ["PUT /classes/{id}/assignments/{assignment}"] = Policies.Teacher,
        ["DELETE /classes/{id}/assignments/{assignment}"] = Policies.Teacher,
        ["GET /learners"] = Policies.Teacher,
        ["GET /classes/{id}/overview"] = Policies.Teacher,
        ["GET /classes/{id}/submissions"] = Policies.Teacher,
        ["GET /classes/{id}/submissions/{submission}"] = Policies.Teacher,
        ["POST /imports/learnflow"] = Policies.Teacher,
        ["POST /imports/humaneval"] = Policies.Teacher,
        ["POST /imports/exercism"] = Policies.Teacher,
        ["GET /exports/learnflow"] = Policies.Teacher,
        ["GET /exports/humaneval"] = Policies.Teacher,
        ["GET /exports/exercism"] = Policies.Teacher,
    };

    private static ExercisesDatabase s_server = null!;
    private static ExercisesHost s_service = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_server = await ExercisesDatabase.StartAsync();
        s_service = await ExercisesHost.StartAsync(s_server, StaticSandbox.ByWord, context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await s_service.DisposeAsync();
        await s_server.DisposeAsync();
    }

    [TestMethod]
    public async Task Every_endpoint_lets_in_exactly_the_roles_of_its_rule()
    {
        var failures = new List<string>();
        var checks = 0;
        foreach (var (endpoint, policy) in await EndpointsAsync())
        {
            if (!s_rules.TryGetValue(endpoint, out var rule))
            {
                failures.Add($"{endpoint} has no rule: say in this test who may call it.");
                continue;
            }
            if (policy != rule)
                failures.Add($"{endpoint} says {policy} in OpenAPI; the rule is {rule}.");
            foreach (var role in s_roles.Append(null))
            {
                // A service that acts for nobody is told so (401) where a learner's own things are asked for.
                var status = await StatusAsync(endpoint, role);
                var right = role is null ? status == 401 : s_mayCall[rule].Contains(role) ? status is not (403 or >= 500) && (status != 401 || role == Roles.Service) : status == 403;
                if (!right)
                    failures.Add($"{endpoint} answers {role ?? "nobody"} with {status}; the rule is {rule}.");
                checks++;
            }
        }
        Assert.IsEmpty(failures, string.Join('\n', failures));
        Assert.AreEqual(s_rules.Count * (s_roles.Length + 1), checks, "a rule is for an endpoint that is not there");
    }

    private static async Task<List<(string Endpoint, string Policy)>> EndpointsAsync()
    {
        var document = await s_service.As(Roles.Service).GetAsync("/openapi/v1.json", 200);
        return [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (
            $"{operation.Name.ToUpperInvariant()} {(path.Name.Length > 1 ? path.Name.TrimEnd('/') : path.Name)}",
            operation.Value.GetProperty("x-policy").GetString()!)))];
    }

    private static async Task<int> StatusAsync(string endpoint, string? role)
    {
        var (method, path) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        path = Parameter().Replace(path, match => match.Value switch
        {
            "{level}" or "{number}" => "1",
            "{slug}" or "{learner}" => "nothing",
            "{id}" when path.StartsWith("/quiz", StringComparison.Ordinal) => "nothing",
            _ => "00000000-0000-0000-0000-000000000001",
        });
        using var request = Asking.Request(new HttpMethod(method), path, method is "POST" or "PUT" ? new { } : null);
        using var response = await s_service.As(role).SendAsync(request);
        return (int)response.StatusCode;
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
