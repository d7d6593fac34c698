using LearnFlow.Tests.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace LearnFlow.Tests.Security;

/// <summary>Whatever a client sends is encoded in every line of the log.</summary>
[TestClass]
public sealed class LogEncodingTests
{
    private const string Forged = "x\ninfo: LearnFlow.Access[0]\r\n\u001b[2K\u0085\u2028\u202eend";

    [TestMethod]
    public void A_value_cannot_begin_a_line_or_command_a_terminal()
    {
        var text = Write(logger => logger.LogInformation("GET {Path} answered {Status}", Forged, 200));

        var lines = text.TrimEnd('\n').Split('\n');
        Assert.HasCount(2, lines, text);
        Assert.AreEqual(@"      GET x\ninfo: LearnFlow.Access[0]\r\n\u001b[2K\u0085\u2028\u202eend answered 200", lines[1]);
    }

    [TestMethod]
    public void What_the_program_itself_breaks_stays_broken_and_indented()
    {
        var text = Write(logger => logger.LogInformation("Mail to {To}:\nHello", "ada@learnflow.example\nBcc: all"));

        Assert.Contains("      Mail to ada@learnflow.example\\nBcc: all:\n      Hello\n", text);
    }

    [TestMethod]
    public void An_exceptions_text_cannot_look_like_another_entry()
    {
        var text = Write(logger => logger.LogError(new InvalidOperationException(Forged), "failed"));

        Assert.HasCount(1, text.Split('\n').Where(line => line.Length > 0 && line[0] != ' ').ToList(), text);
        Assert.DoesNotContain("\u001b", text);
    }

    private static string Write(Action<ILogger> log)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.AddServiceDefaults();
        using var app = builder.Build();
        var name = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        var formatter = app.Services.GetServices<ConsoleFormatter>().Single(candidate => candidate.Name == (name ?? ConsoleFormatterNames.Simple));
        using var text = new StringWriter();
        log(new FormatterLogger(formatter, text));
        return text.ToString();
    }

    /// <summary>Writes what the console would show.</summary>
    private sealed class FormatterLogger(ConsoleFormatter formatter, TextWriter text) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> format)
        {
            var entry = new LogEntry<TState>(logLevel, "LearnFlow.Test", eventId, state, exception, format);
            formatter.Write(entry, null, text);
        }
    }
}
