namespace LearnFlow.Hosting.Terminal;

/// <summary>Asks a person for a value.</summary>
internal interface IValuePrompt
{
    /// <summary>Whether there is a person to ask.</summary>
    bool IsAvailable { get; }

    /// <summary>Asks once. Null or empty when the person gives nothing.</summary>
    string? Ask(string question, bool secret);
}

/// <summary>Asks on the terminal that the AppHost was started from.</summary>
internal sealed class TerminalPrompt : IValuePrompt
{
    public bool IsAvailable => Environment.UserInteractive && !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public string? Ask(string question, bool secret)
    {
        Console.Write($"{question}: ");
        if (!secret)
            return Console.ReadLine();

        var typed = new System.Text.StringBuilder();
        // What was typed before the terminal listened ends with a line feed, which is Ctrl-J to ReadKey.
        for (var key = Console.ReadKey(intercept: true); key.KeyChar is not ('\r' or '\n'); key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        Console.WriteLine();
        return typed.ToString();
    }
}
