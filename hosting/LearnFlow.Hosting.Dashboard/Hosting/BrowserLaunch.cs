using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Dashboard.Hosting;

/// <summary>
/// Opens the dashboard in the browser of the person who started the AppHost, unless told otherwise (<c>--no-browser</c>, which is
/// <c>LearnFlow:Browser=false</c>) or nobody sits there: no terminal, no desktop, a test, a build server.
/// </summary>
internal static class BrowserLaunch
{
    private const string Setting = "LearnFlow:Browser";

    public static bool IsWanted(IConfiguration configuration) =>
        IsWanted(configuration, isTerminal: Environment.UserInteractive && !Console.IsOutputRedirected && !Console.IsInputRedirected, isDesktop: HasDesktop);

    internal static bool IsWanted(IConfiguration configuration, bool isTerminal, bool isDesktop) =>
        isTerminal && isDesktop
        && configuration.GetValue(Setting, true)
        && !configuration.GetValue("LearnFlow:Quiet", false)
        && !configuration.GetValue("DcpPublisher:RandomizePorts", false)
        && string.IsNullOrEmpty(configuration["CI"]);

    /// <summary>A browser that does not come up is no failure: the address is printed too.</summary>
    public static void Open(string address)
    {
        try
        {
            using var opened = Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
        }
        catch (Exception none) when (none is Win32Exception or PlatformNotSupportedException or FileNotFoundException)
        {
        }
    }

    private static bool HasDesktop =>
        !OperatingSystem.IsLinux()
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY")) || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"));
}
