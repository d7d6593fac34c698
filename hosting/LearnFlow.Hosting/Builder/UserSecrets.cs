using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The AppHost's user secrets: a JSON file in the user's profile.</summary>
public interface IUserSecretsManager
{
    /// <summary>Whether the AppHost has a UserSecretsId.</summary>
    bool IsAvailable { get; }

    /// <summary>The file.</summary>
    string FilePath { get; }

    /// <summary>Keeps a value; false when it could not be kept.</summary>
    bool TrySetSecret(string name, string value);

    /// <summary>Removes a value; false when there was none.</summary>
    bool TryDeleteSecret(string name) => false;

    /// <summary>Makes and keeps a value unless the configuration has it, and adds it there.</summary>
    void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator);
}

/// <summary>User secrets in a file; without one, nothing is kept.</summary>
/// <param name="filePath">The file, or null.</param>
internal sealed class UserSecrets(string? filePath) : IUserSecretsManager
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };
    private static readonly Lock s_lock = new();

    public bool IsAvailable => filePath is not null;

    public string FilePath => filePath ?? "";

    public bool TrySetSecret(string name, string value) => Change(secrets =>
    {
        secrets[name] = value;
        return true;
    });

    public bool TryDeleteSecret(string name) => Change(secrets => secrets.Remove(name));

    public void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator)
    {
        if (configuration[name] is not null)
            return;
        var value = valueGenerator();
        configuration.AddInMemoryCollection([new(name, value)]);
        TrySetSecret(name, value);
    }

    /// <summary>Best effort: a read-only profile must not keep the application from starting.</summary>
    private bool Change(Func<JsonObject, bool> change)
    {
        if (filePath is null)
            return false;
        try
        {
            lock (s_lock)
            {
                var secrets = Load(filePath);
                if (!change(secrets))
                    return false;
                Save(filePath, secrets);
                return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads through the configuration system: the file may hold nested objects.</summary>
    private static JsonObject Load(string path)
    {
        var flat = new JsonObject();
        foreach (var (key, value) in new ConfigurationBuilder().AddJsonFile(path, optional: true).Build().AsEnumerable())
        {
            if (value is not null)
                flat[key] = value;
        }
        return flat;
    }

    /// <summary>Replaces the file in one step; only the user may read it.</summary>
    private static void Save(string path, JsonObject secrets)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = Path.Combine(folder.FullName, $".{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options))
            writer.Write(secrets.ToJsonString(s_indented));
        File.Move(draft, path, overwrite: true);
    }
}
