using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace LearnFlow.Web.Gateway;

/// <summary>
/// <c>X-Forwarded-For</c> and <c>-Proto</c> count from known proxies only, and of several addresses only the last, which the
/// proxy itself wrote. ASPNETCORE_FORWARDEDHEADERS_ENABLED alone would believe everybody.
/// </summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services, GatewayPolicy policy) => services.PostConfigure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardLimit = 1;
        options.KnownProxies.Clear();
        options.KnownProxies.Add(IPAddress.Loopback);
        options.KnownProxies.Add(IPAddress.IPv6Loopback);
        options.KnownIPNetworks.Clear();
        foreach (var network in policy.TrustedProxies)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }
    });
}
