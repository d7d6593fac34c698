namespace LearnFlow.Sandbox.Wasi;

/// <summary>
/// The files that one run sees: a read-only tree shared by all runs, with a writable <c>/work</c> and <c>/tmp</c>
/// of its own under a quota. There are no links, so a path cannot lead out of the tree.
/// </summary>
internal sealed class FileTree
{
    // Above every number of a shared node.
    private const long FirstOwnInode = 1L << 32;
    private const int MaxNameBytes = 255;
    private const int MaxPathBytes = 4096;
    private const int MaxFileBytes = int.MaxValue / 2;

    // Truncating keeps a buffer until it is more than this larger than what it holds twice over.
    private const int SpareBytes = 4096;

    private readonly FileQuota _quota;
    private long _lastInode = FirstOwnInode;

    public FileTree(FileNode shared, FileQuota quota)
    {
        _quota = quota;
        Root = Numbered(FileNode.Directory(readOnly: true));
        foreach (var (name, node) in shared.Children!)
            Root.Children![name] = node;
        Work = AddTo(Root, "work", FileNode.Directory());
        AddTo(Root, "tmp", FileNode.Directory());
        var devices = AddTo(Root, "dev", FileNode.Directory(readOnly: true));
        AddTo(devices, "sleep", SleepDevice.CreateNode());
        AddTo(devices, "drawing", DrawingDevice.CreateNode());
        AddTo(devices, "judge", JudgeDevice.CreateNode());
    }

    public FileNode Root { get; }

    /// <summary>The learner's folder, <c>/work</c>.</summary>
    public FileNode Work { get; }

    /// <summary>Numbers the nodes of a tree that runs share, in the order of their names.</summary>
    public static FileNode NumberShared(FileNode root)
    {
        long last = 0;
        Number(root);
        return root;

        void Number(FileNode node)
        {
            node.Inode = ++last;
            foreach (var child in (node.Children ?? []).OrderBy(child => child.Key, StringComparer.Ordinal))
                Number(child.Value);
        }
    }

    /// <summary>Puts a file of the runtime into the root; the run cannot change it.</summary>
    public void AddRootFile(string name, byte[] content) => AddTo(Root, name, FileNode.File(content, readOnly: true));

    /// <summary>Puts a file of the request under <c>/work</c>, making its folders. Not counted against the quota.</summary>
    public void AddWorkFile(string path, byte[] content)
    {
        var folder = Work;
        var parts = path.Split('/');
        foreach (var part in parts[..^1])
        {
            if (!folder.Children!.TryGetValue(part, out var next))
                next = AddTo(folder, part, FileNode.Directory());
            folder = next;
        }
        AddTo(folder, parts[^1], FileNode.GivenFile(content));
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
        if (!parent.IsLinked)
            return Errno.NoEntry;
        if (parent.IsReadOnly)
            return Errno.ReadOnlyFileSystem;
        if (!_quota.TryAddFile())
            return Errno.NoSpace;
        node = AddTo(parent, name, FileNode.Made(directory));
        node.ModifiedNs = nowNs;
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
        if (length is < 0 or > MaxFileBytes)
            return length < 0 ? Errno.Invalid : Errno.FileTooBig;
        if (!_quota.TryResize(file, (int)length))
            return Errno.NoSpace;
        if (length > file.Content.Length)
            file.Content = Copy(file, Math.Max((int)length, 2 * file.Length));
        else if (length > file.Length)
            file.Content.AsSpan(file.Length, (int)length - file.Length).Clear();
        else if (file.Content.Length > 2 * length + SpareBytes)
            file.Content = Copy(file, (int)length);
        file.Length = (int)length;
        return Errno.Success;
    }

    private Errno Move(FileNode fromParent, string fromName, FileNode toParent, string toName)
    {
        if (!fromParent.Children!.TryGetValue(fromName, out var node))
            return Errno.NoEntry;
        if (fromParent.IsReadOnly || toParent.IsReadOnly || node.IsReadOnly)
            return Errno.ReadOnlyFileSystem;
        if (!toParent.IsLinked)
            return Errno.NoEntry;
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

    /// <summary>A descriptor holds the node. Nodes that runs share are not counted: nothing of a run may stay in them.</summary>
    public static void Opened(FileNode node) => node.Opens += node.IsReadOnly ? 0 : 1;

    /// <summary>A descriptor has let go of the node: what nothing holds any more gives its room back.</summary>
    public void Closed(FileNode node)
    {
        node.Opens -= node.IsReadOnly ? 0 : 1;
        ReleaseIfUnheld(node);
    }

    private void Forget(FileNode node)
    {
        node.IsLinked = false;
        ReleaseIfUnheld(node);
    }

    private void ReleaseIfUnheld(FileNode node)
    {
        if (node is { IsLinked: false, Opens: 0 })
            _quota.Release(node);
    }

    private FileNode AddTo(FileNode folder, string name, FileNode node) => folder.Children![name] = Numbered(node);

    private FileNode Numbered(FileNode node)
    {
        node.Inode = _lastInode++;
        return node;
    }

    private static byte[] Copy(FileNode file, int capacity)
    {
        var copy = new byte[capacity];
        file.Content.AsSpan(0, Math.Min(file.Length, capacity)).CopyTo(copy);
        return copy;
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
