namespace LearnFlow.Sandbox.Wasi;

/// <summary>
/// The files that one run sees: a read-only tree shared by all runs, with a writable <c>/work</c> and <c>/tmp</c>
/// of its own under a quota. There are no links, so a path cannot lead out of the tree.
/// </summary>
internal sealed class FileTree
{
    private const int MaxNameBytes = 255;
    private const int MaxPathBytes = 4096;

    private readonly FileQuota _quota;

    public FileTree(FileNode shared, FileQuota quota)
    {
        _quota = quota;
        Root = FileNode.Directory(readOnly: true);
        foreach (var (name, node) in shared.Children!)
            Root.Children![name] = node;
        Root.Children!["work"] = Work;
        Root.Children["tmp"] = FileNode.Directory();
        var devices = FileNode.Directory(readOnly: true);
        devices.Children!["sleep"] = SleepDevice.Node;
        devices.Children["drawing"] = DrawingDevice.Node;
        Root.Children["dev"] = devices;
    }

    public FileNode Root { get; }

    /// <summary>The learner's folder, <c>/work</c>.</summary>
    public FileNode Work { get; } = FileNode.Directory();

    /// <summary>Puts a file of the request under <c>/work</c>, making its folders. Not counted against the quota.</summary>
    public void AddWorkFile(string path, byte[] content)
    {
        var folder = Work;
        var parts = path.Split('/');
        foreach (var part in parts[..^1])
        {
            if (!folder.Children!.TryGetValue(part, out var next))
                folder.Children[part] = next = FileNode.Directory();
            folder = next;
        }
        folder.Children![parts[^1]] = FileNode.File(content);
    }

    /// <summary>Text of a file under <c>/work</c> that the run left; null when there is none.</summary>
    public string? ReadWorkFile(string path) =>
        Find(Work, path, out var file) == Errno.Success && !file.IsDirectory
            ? System.Text.Encoding.UTF8.GetString(file.Content, 0, file.Length)
            : null;

    public Errno Find(FileNode start, string path, out FileNode node)
    {
        var error = FindParent(start, path, out var parent, out var name);
        node = parent;
        if (error != Errno.Success)
            return error;
        if (name is "" or ".")
            return Errno.Success;
        return parent.Children!.TryGetValue(name, out node!) ? Errno.Success : Errno.NoEntry;
    }

    public Errno Create(FileNode start, string path, bool directory, long nowNs, out FileNode node)
    {
        node = start;
        var error = FindParent(start, path, out var parent, out var name);
        if (error != Errno.Success)
            return error;
        if (name is "" or ".")
            return Errno.Exists;
        if (parent.Children!.ContainsKey(name))
            return Errno.Exists;
        if (parent.IsReadOnly)
            return Errno.ReadOnlyFileSystem;
        if (!_quota.TakeFile())
            return Errno.NoSpace;
        node = directory ? FileNode.Directory() : FileNode.File([]);
        node.ModifiedNs = nowNs;
        parent.Children[name] = node;
        return Errno.Success;
    }

    public Errno Remove(FileNode start, string path, bool directory)
    {
        var error = FindParent(start, path, out var parent, out var name);
        if (error != Errno.Success)
            return error;
        if (!parent.Children!.TryGetValue(name, out var node))
            return Errno.NoEntry;
        if (parent.IsReadOnly || node.IsReadOnly)
            return Errno.ReadOnlyFileSystem;
        if (node.IsDirectory != directory)
            return directory ? Errno.NotDirectory : Errno.IsDirectory;
        if (node.Children?.Count > 0)
            return Errno.NotEmpty;
        parent.Children.Remove(name);
        Forget(node);
        return Errno.Success;
    }

    public Errno Rename(FileNode fromStart, string from, FileNode toStart, string to)
    {
        var error = FindParent(fromStart, from, out var fromParent, out var fromName);
        if (error != Errno.Success)
            return error;
        error = FindParent(toStart, to, out var toParent, out var toName);
        return error == Errno.Success ? Move(fromParent, fromName, toParent, toName) : error;
    }

    /// <summary>Sets a file's length within the quota; bytes that appear are zero.</summary>
    public Errno Resize(FileNode file, long length)
    {
        if (file.IsDirectory)
            return Errno.IsDirectory;
        if (file.IsReadOnly || file.OnWrite is not null)
            return Errno.ReadOnlyFileSystem;
        if (length is < 0 or > int.MaxValue / 2)
            return length < 0 ? Errno.Invalid : Errno.FileTooBig;
        if (length > file.Length)
        {
            if (!_quota.TakeBytes(length - file.Length))
                return Errno.NoSpace;
            if (length > file.Content.Length)
            {
                var grown = new byte[Math.Max((int)length, Math.Min(file.Content.Length * 2, int.MaxValue / 2))];
                file.Content.AsSpan(0, file.Length).CopyTo(grown);
                file.Content = grown;
            }
            else
            {
                file.Content.AsSpan(file.Length, (int)length - file.Length).Clear();
            }
        }
        else
        {
            _quota.ReturnBytes(file.Length - length);
        }
        file.Length = (int)length;
        return Errno.Success;
    }

    private Errno Move(FileNode fromParent, string fromName, FileNode toParent, string toName)
    {
        if (!fromParent.Children!.TryGetValue(fromName, out var node))
            return Errno.NoEntry;
        if (fromParent.IsReadOnly || toParent.IsReadOnly || node.IsReadOnly)
            return Errno.ReadOnlyFileSystem;
        if (node.IsDirectory && Contains(node, toParent))
            return Errno.Invalid;
        if (toParent.Children!.TryGetValue(toName, out var replaced) && !ReferenceEquals(replaced, node))
        {
            if (replaced.IsReadOnly)
                return Errno.ReadOnlyFileSystem;
            if (replaced.IsDirectory != node.IsDirectory)
                return replaced.IsDirectory ? Errno.IsDirectory : Errno.NotDirectory;
            if (replaced.Children?.Count > 0)
                return Errno.NotEmpty;
            Forget(replaced);
        }
        fromParent.Children.Remove(fromName);
        toParent.Children[toName] = node;
        return Errno.Success;
    }

    private void Forget(FileNode node)
    {
        _quota.ReturnFile();
        if (!node.IsDirectory)
            _quota.ReturnBytes(node.Length);
    }

    private static bool Contains(FileNode folder, FileNode node) =>
        ReferenceEquals(folder, node) || folder.Children!.Values.Any(child => child.IsDirectory && Contains(child, node));

    // ".." is resolved on the way down, so it can never pass the root (WASI: paths are relative to a descriptor).
    private Errno FindParent(FileNode start, string path, out FileNode parent, out string name)
    {
        parent = start;
        name = "";
        if (path.Length > MaxPathBytes)
            return Errno.NameTooLong;
        if (!start.IsDirectory)
            return Errno.NotDirectory;
        var trail = new Stack<FileNode>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length > MaxNameBytes)
                return Errno.NameTooLong;
            if (name is not ("" or "."))
            {
                if (!parent.Children!.TryGetValue(name, out var next))
                    return Errno.NoEntry;
                if (!next.IsDirectory)
                    return Errno.NotDirectory;
                trail.Push(parent);
                parent = next;
            }
            name = part;
            if (part == "..")
            {
                parent = trail.TryPop(out var up) ? up : Root;
                name = "";
            }
        }
        return Errno.Success;
    }
}
