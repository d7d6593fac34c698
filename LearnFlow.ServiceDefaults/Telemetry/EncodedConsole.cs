using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace LearnFlow;

/// <summary>
/// The console's lines, as the framework's simple formatter writes them, except that nothing from outside can begin a line or
/// command a terminal (OWASP ASVS 5.0, 16.4.1): control characters of values are written as escapes, and every line but an
/// entry's first is indented.
/// </summary>
internal sealed class EncodedConsole(IOptionsMonitor<SimpleConsoleFormatterOptions> options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "encoded";

    private const string Indent = "      ";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var now = options.CurrentValue;
        if (now.TimestampFormat is { } format)
        {
            textWriter.Write((now.UseUtcTimestamp ? DateTimeOffset.UtcNow : DateTimeOffset.Now).ToString(format, System.Globalization.CultureInfo.InvariantCulture));
        }

        textWriter.Write($"{LevelName(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}]\n");
        WriteIndented(textWriter, LogText.Message(logEntry.State, logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
        {
            WriteIndented(textWriter, exception.ToString());
        }
    }

    private static void WriteIndented(TextWriter text, string message)
    {
        foreach (var line in message.AsSpan().EnumerateLines())
        {
            text.Write(Indent);
            text.Write(LogText.Encode(line));
            text.Write('\n');
        }
    }

    private static string LevelName(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
