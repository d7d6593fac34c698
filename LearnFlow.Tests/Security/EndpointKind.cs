using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Tests.Security;

/// <summary>Whom an endpoint is for, read from the route table.</summary>
internal static partial class EndpointKind
{
    public static readonly string[] ForPeople = [Policies.Anyone, Policies.Learner, Policies.Teacher, Policies.Administrator];

    public static bool IsForSidecar(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<SidecarOnlyAttribute>() is not null;

    /// <summary>Answers without saying who calls: probes, and pages and files of the web front.</summary>
    public static bool IsForAnybody(RouteEndpoint endpoint) => !IsForSidecar(endpoint) && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    /// <summary>The policy that it names; null when it names none and the fallback holds.</summary>
    public static string? PolicyOf(RouteEndpoint endpoint) => endpoint.Metadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy;

    public static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    /// <summary>The route as it is written, without a slash at the end.</summary>
    public static string RouteOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    /// <summary>An address that the route matches.</summary>
    public static string AddressOf(RouteEndpoint endpoint) => Parameter().Replace(RouteOf(endpoint), parameter => parameter.Value switch
    {
        var value when value.Contains(":int", StringComparison.Ordinal) || value.Contains(":long", StringComparison.Ordinal) => "1",
        var value when value.Contains(":guid", StringComparison.Ordinal) => "00000000-0000-0000-0000-000000000001",
        "{documentName}" => "v1",
        _ => "nothing",
    });

    public static HttpRequestMessage Request(string method, RouteEndpoint endpoint) => new(new HttpMethod(method), AddressOf(endpoint))
    {
        Content = method is "GET" or "DELETE" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
    };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
