using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LearnFlow;

/// <summary>Puts <see cref="EncodedConsole"/> in the place of the simple console; the JSON console encodes by itself.</summary>
internal static class EncodedLogs
{
    public static void AddEncodedLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddConsoleFormatter<EncodedConsole, SimpleConsoleFormatterOptions>();
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = console.FormatterName is null or ConsoleFormatterNames.Simple
            ? EncodedConsole.FormatterName
            : console.FormatterName);
    }
}
