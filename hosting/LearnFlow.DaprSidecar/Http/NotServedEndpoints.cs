using LearnFlow.DaprSidecar.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>Building blocks that are not served answer what daprd answers without a component of theirs.</summary>
internal static class NotServedEndpoints
{
    public static void MapNotServed(this IEndpointRouteBuilder api)
    {
        foreach (var version in (string[])["/v1.0", "/v1.0-alpha1"])
        {
            api.Map(version + "/configuration/{**rest}", _ => Task.FromException(NotServedErrors.Configuration()));
            api.Map(version + "/lock/{**rest}", _ => Task.FromException(NotServedErrors.Lock()));
            api.Map(version + "/unlock/{**rest}", _ => Task.FromException(NotServedErrors.Lock()));
            api.Map(version + "/crypto/{**rest}", _ => Task.FromException(NotServedErrors.Crypto()));
        }
        api.Map("/v1.0/actors/{**rest}", _ => Task.FromException(NotServedErrors.Actors()));
        api.Map("/v1.0/bindings/{name}", context => Task.FromException(NotServedErrors.Binding((string)context.Request.RouteValues["name"]!)));
    }
}
