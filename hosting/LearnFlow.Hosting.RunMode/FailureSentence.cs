using System.Net.Sockets;
using Aspire.Hosting;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// An AppHost that cannot run ends with exit code 1 and the sentence that says what to do. Without it .NET prints the stack and aborts.
/// </summary>
internal static class FailureSentence
{
    private static int s_isInstalled;

    /// <summary>Installs it for this process.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref s_isInstalled, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, e) =>
            {
                if (e.ExceptionObject is Exception failure && Of(failure) is { } sentence)
                {
                    Console.Error.WriteLine(sentence);
                    Environment.Exit(1);
                }
            };
        }
    }

    /// <summary>The sentence of a failure that a person can mend; null for a fault of a program, whose stack is wanted.</summary>
    internal static string? Of(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case DistributedApplicationException:
                    return cause.Message;
                case SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return $"A port that the AppHost itself listens on is in use ({cause.Message}): stop what holds it, or change the ports in Properties/launchSettings.json.";
            }
        }

        return null;
    }
}
