using Wasmtime;

namespace LearnFlow.Sandbox.Wasi;

/// <content>Calls on paths (witx <c>path_*</c>). Links are refused: there are none.</content>
internal static partial class WasiPreview1
{
    private const byte UnknownType = 0;
    private const byte DirectoryType = 3;
    private const byte FileType = 4;

    [Flags]
    private enum OpenFlags
    {
        None = 0,
        Create = 1,
        Directory = 2,
        Exclusive = 4,
        Truncate = 8,
    }

    private static void DefinePaths(Linker linker)
    {
        linker.DefineFunction(ModuleName, "path_create_directory", (Caller caller, int fd, int path, int length) => Run(caller, guest => guest[fd] is { } folder ? guest.Files.Create(folder.Node, guest.ReadText(path, length), directory: true, guest.Clock.NowNs(0), out _) : Errno.BadDescriptor));
        linker.DefineFunction(ModuleName, "path_filestat_get", (Caller caller, int fd, int flags, int path, int length, int result) => Run(caller, guest => Find(guest, fd, path, length, out var node) ?? WriteFileStatus(guest, node, result)));
        linker.DefineFunction(ModuleName, "path_filestat_set_times", (Caller caller, int fd, int flags, int path, int length, long accessed, long modified, int which) => Run(caller, guest => Find(guest, fd, path, length, out var node) ?? SetTimes(guest, node, modified, which)));
        linker.DefineFunction(ModuleName, "path_link", (Caller caller, int fromFd, int flags, int from, int fromLength, int toFd, int to, int toLength) => Run(caller, _ => Errno.NotSupported));
        linker.DefineFunction(ModuleName, "path_symlink", (Caller caller, int from, int fromLength, int fd, int to, int toLength) => Run(caller, _ => Errno.NotSupported));
        linker.DefineFunction(ModuleName, "path_readlink", (Caller caller, int fd, int path, int length, int buffer, int size, int used) => Run(caller, guest => Find(guest, fd, path, length, out _) ?? Errno.Invalid));
        linker.DefineFunction(ModuleName, "path_open", (Caller caller, int fd, int lookup, int path, int length, int open, long rights, long inheriting, int flags, int result) => Run(caller, guest => Open(guest, fd, guest.ReadText(path, length), (OpenFlags)open, rights, flags, result)));
        linker.DefineFunction(ModuleName, "path_remove_directory", (Caller caller, int fd, int path, int length) => Run(caller, guest => guest[fd] is { } folder ? guest.Files.Remove(folder.Node, guest.ReadText(path, length), directory: true) : Errno.BadDescriptor));
        linker.DefineFunction(ModuleName, "path_unlink_file", (Caller caller, int fd, int path, int length) => Run(caller, guest => guest[fd] is { } folder ? guest.Files.Remove(folder.Node, guest.ReadText(path, length), directory: false) : Errno.BadDescriptor));
        linker.DefineFunction(ModuleName, "path_rename", (Caller caller, int fromFd, int from, int fromLength, int toFd, int to, int toLength) => Run(caller, guest => guest[fromFd] is { } source && guest[toFd] is { } target ? guest.Files.Rename(source.Node, guest.ReadText(from, fromLength), target.Node, guest.ReadText(to, toLength)) : Errno.BadDescriptor));
    }

    private static byte Type(FileNode node) => node.IsDirectory ? DirectoryType : FileType;

    private static Errno? Find(Guest guest, int fd, int path, int length, out FileNode node)
    {
        node = null!;
        if (guest[fd] is not { } folder)
            return Errno.BadDescriptor;
        var error = guest.Files.Find(folder.Node, guest.ReadText(path, length), out node);
        return error == Errno.Success ? null : error;
    }

    private static Errno Open(Guest guest, int fd, string path, OpenFlags open, long rights, int flags, int result)
    {
        const long ReadRight = 1 << 1, WriteRight = 1 << 6;
        if (guest[fd] is not { } folder)
            return Errno.BadDescriptor;
        var error = guest.Files.Find(folder.Node, path, out var node);
        if (error == Errno.NoEntry && open.HasFlag(OpenFlags.Create))
            error = guest.Files.Create(folder.Node, path, directory: false, guest.Clock.NowNs(0), out node);
        else if (error == Errno.Success && open.HasFlag(OpenFlags.Exclusive | OpenFlags.Create))
            return Errno.Exists;
        if (error != Errno.Success)
            return error;
        var writes = (rights & WriteRight) != 0;
        if (open.HasFlag(OpenFlags.Directory) && !node.IsDirectory)
            return Errno.NotDirectory;
        if (node.IsDirectory && writes && !open.HasFlag(OpenFlags.Directory))
            return Errno.IsDirectory;
        if (writes && node is { IsDirectory: false, IsReadOnly: true })
            return Errno.ReadOnlyFileSystem;
        if (open.HasFlag(OpenFlags.Truncate) && guest.Files.Resize(node, 0) is var truncated && truncated != Errno.Success)
            return truncated;
        if (!guest.TryOpen(new Descriptor(node, append: (flags & 1) != 0, (rights & ReadRight) != 0 || node.IsDirectory, writes && node is { IsDirectory: false, IsReadOnly: false }), out var opened))
            return Errno.TooManyOpenFiles;
        guest.WriteInt32(result, opened);
        return Errno.Success;
    }

    // filestat: device, inode, type, links, size, accessed, modified, changed: eight bytes each.
    private static Errno WriteFileStatus(Guest guest, FileNode node, int result)
    {
        guest.At(result, 64).Clear();
        guest.WriteInt64(result, 1);
        guest.WriteInt64(result + 8, node.Inode);
        guest.At(result, 17)[16] = Type(node);
        guest.WriteInt64(result + 24, 1);
        guest.WriteInt64(result + 32, node.Length);
        for (var time = 40; time < 64; time += 8)
            guest.WriteInt64(result + time, node.ModifiedNs);
        return Errno.Success;
    }

    private static Errno WriteStreamStatus(Guest guest, int result)
    {
        guest.At(result, 64).Clear();
        return Errno.Success;
    }

    private static Errno SetTimes(Guest guest, FileNode node, long modified, int flags)
    {
        const int Modified = 4, ModifiedNow = 8;
        if (node.IsReadOnly)
            return Errno.ReadOnlyFileSystem;
        if ((flags & (Modified | ModifiedNow)) != 0)
            node.ModifiedNs = (flags & Modified) != 0 ? modified : guest.Clock.NowNs(0);
        return Errno.Success;
    }
}
