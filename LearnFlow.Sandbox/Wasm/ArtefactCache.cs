using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Sandbox.Wasm;

/// <summary>
/// Compiled snapshots on disk. Deserialising machine code means trusting it, so the folder is the user's own
/// (mode 700 on Unix) and a file counts only when it matches the hash that was written beside it.
/// </summary>
internal sealed class ArtefactCache(string folder)
{
    // An artefact has about 32 MB. Several checkouts and versions share the folder; what none of them uses goes.
    private const int Kept = 12;
    private static readonly TimeSpan s_keptFor = TimeSpan.FromDays(30);

    /// <summary>Where artefacts live unless the setting Sandbox:CachePath says otherwise.</summary>
    public static string DefaultFolder { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } data ? data : Path.GetTempPath(),
        "LearnFlow",
        "sandbox");

    /// <summary>A key from everything that the artefact depends on.</summary>
    public static string Key(string name, params ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(BitConverter.GetBytes(part.LongLength));
            hash.AppendData(part);
        }
        return $"{name}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..32]}";
    }

    /// <summary>The artefact's file when it is there and whole, else null.</summary>
    public string? Find(string key)
    {
        var file = FileOf(key);
        if (!File.Exists(file) || !File.Exists(HashOf(file)))
            return null;
        using var content = File.OpenRead(file);
        File.SetLastWriteTimeUtc(HashOf(file), DateTime.UtcNow); // when it was last used
        return File.ReadAllText(HashOf(file)) == Convert.ToHexStringLower(SHA256.HashData(content)) ? file : null;
    }

    /// <summary>Writes an artefact. Several processes may do so at once: each writes its own file and renames it.</summary>
    public string Add(string key, byte[] content)
    {
        CreateFolder();
        var file = FileOf(key);
        Replace(file, content);
        Replace(HashOf(file), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content))));
        Prune();
        return file;
    }

    private void Prune()
    {
        var hashes = new DirectoryInfo(folder).GetFiles("*.sha256").OrderByDescending(hash => hash.LastWriteTimeUtc).ToList();
        foreach (var hash in hashes.Where((hash, i) => i >= Kept || DateTime.UtcNow - hash.LastWriteTimeUtc > s_keptFor))
        {
            var file = Path.ChangeExtension(hash.FullName, null);
            try
            {
                // Without its hash an artefact does not count, so one that is half removed is as good as gone.
                hash.Delete();
                File.Delete(file);
                File.Delete(file + ".lock");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Windows keeps what a worker has open; the next one prunes it.
            }
        }
    }

    /// <summary>Holds the others off while one process makes an artefact; they find it made when they get in.</summary>
    public FileStream Lock(string key, Action waiting)
    {
        CreateFolder();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(FileOf(key) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            }
            catch (IOException) when (attempt < 6_000)
            {
                if (attempt == 0)
                    waiting();
                Thread.Sleep(100);
            }
        }
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(folder, OwnersOnly);
        File.SetUnixFileMode(folder, OwnersOnly);
    }

    private string FileOf(string key) => Path.Combine(folder, key + ".cwasm");

    private static string HashOf(string file) => file + ".sha256";

    private static void Replace(string file, byte[] content)
    {
        var temporary = $"{file}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, file, overwrite: true);
    }
}
