using System.Buffers.Binary;
using System.Text;
using Wasmtime;

namespace LearnFlow.Sandbox.Wasi;

/// <content>Calls on open descriptors (witx <c>fd_*</c>).</content>
internal static partial class WasiPreview1
{
    private const long AllRights = 0x1fffffff;
    private const int MaxVectors = 1024;

    private static void DefineDescriptors(Linker linker)
    {
        linker.DefineFunction(ModuleName, "fd_advise", (Caller caller, int fd, long offset, long length, int advice) => Run(caller, guest => guest[fd] is null ? Errno.BadDescriptor : Errno.Success));
        linker.DefineFunction(ModuleName, "fd_allocate", (Caller caller, int fd, long offset, long length) => Run(caller, guest => Writable(guest, fd, out var file) ?? (offset + length > file.Node.Length ? guest.Files.Resize(file.Node, offset + length) : Errno.Success)));
        linker.DefineFunction(ModuleName, "fd_close", (Caller caller, int fd) => Run(caller, guest => guest.Close(fd) ? Errno.Success : Errno.BadDescriptor));
        linker.DefineFunction(ModuleName, "fd_datasync", (Caller caller, int fd) => Run(caller, guest => guest[fd] is null ? Errno.BadDescriptor : Errno.Success));
        linker.DefineFunction(ModuleName, "fd_sync", (Caller caller, int fd) => Run(caller, guest => guest[fd] is null ? Errno.BadDescriptor : Errno.Success));
        linker.DefineFunction(ModuleName, "fd_renumber", (Caller caller, int fd, int to) => Run(caller, guest => guest.Renumber(fd, to) ? Errno.Success : Errno.BadDescriptor));
        linker.DefineFunction(ModuleName, "fd_fdstat_get", (Caller caller, int fd, int result) => Run(caller, guest => DescriptorStatus(guest, fd, result)));
        linker.DefineFunction(ModuleName, "fd_fdstat_set_flags", (Caller caller, int fd, int flags) => Run(caller, guest => SetFlags(guest, fd, flags)));
        linker.DefineFunction(ModuleName, "fd_filestat_get", (Caller caller, int fd, int result) => Run(caller, guest => guest[fd] is { } opened ? WriteFileStatus(guest, opened.Node, result) : IsStream(fd) ? WriteStreamStatus(guest, result) : Errno.BadDescriptor));
        linker.DefineFunction(ModuleName, "fd_filestat_set_size", (Caller caller, int fd, long size) => Run(caller, guest => Writable(guest, fd, out var file) ?? guest.Files.Resize(file.Node, size)));
        linker.DefineFunction(ModuleName, "fd_filestat_set_times", (Caller caller, int fd, long accessed, long modified, int flags) => Run(caller, guest => Writable(guest, fd, out var file) ?? SetTimes(guest, file.Node, modified, flags)));
        linker.DefineFunction(ModuleName, "fd_prestat_get", (Caller caller, int fd, int result) => Run(caller, guest =>
        {
            if (fd != Guest.RootDescriptor)
                return Errno.BadDescriptor;
            guest.WriteInt32(result, 0);
            guest.WriteInt32(result + 4, 1);
            return Errno.Success;
        }));
        linker.DefineFunction(ModuleName, "fd_prestat_dir_name", (Caller caller, int fd, int path, int length) => Run(caller, guest =>
        {
            if (fd != Guest.RootDescriptor)
                return Errno.BadDescriptor;
            guest.At(path, 1)[0] = (byte)'/';
            return Errno.Success;
        }));
        linker.DefineFunction(ModuleName, "fd_read", (Caller caller, int fd, int vectors, int count, int read) => Run(caller, guest => Read(guest, fd, vectors, count, read, at: null)));
        linker.DefineFunction(ModuleName, "fd_pread", (Caller caller, int fd, int vectors, int count, long offset, int read) => Run(caller, guest => Read(guest, fd, vectors, count, read, offset)));
        linker.DefineFunction(ModuleName, "fd_write", (Caller caller, int fd, int vectors, int count, int written) => Run(caller, guest => Write(guest, fd, vectors, count, written, at: null)));
        linker.DefineFunction(ModuleName, "fd_pwrite", (Caller caller, int fd, int vectors, int count, long offset, int written) => Run(caller, guest => Write(guest, fd, vectors, count, written, offset)));
        linker.DefineFunction(ModuleName, "fd_seek", (Caller caller, int fd, long offset, int whence, int result) => Run(caller, guest => Seek(guest, fd, offset, whence, result)));
        linker.DefineFunction(ModuleName, "fd_tell", (Caller caller, int fd, int result) => Run(caller, guest => Seek(guest, fd, 0, whence: 1, result)));
        linker.DefineFunction(ModuleName, "fd_readdir", (Caller caller, int fd, int buffer, int length, long cookie, int used) => Run(caller, guest => ReadDirectory(guest, fd, buffer, length, cookie, used)));
    }

    private static bool IsStream(int fd) => fd is >= 0 and <= 2;

    private static Errno? Writable(Guest guest, int fd, out Descriptor file)
    {
        file = guest[fd]!;
        return file is { Writable: true } ? null : Errno.BadDescriptor;
    }

    private static Errno Read(Guest guest, int fd, int vectors, int count, int result, long? at)
    {
        var file = guest[fd];
        if (fd != 0 && file is not { Readable: true })
            return Errno.BadDescriptor;
        if (file?.Node.IsDirectory == true)
            return Errno.IsDirectory;
        if (count is < 0 or > MaxVectors || at < 0)
            return Errno.Invalid;
        var total = 0;
        for (var i = 0; i < count; i++)
        {
            var buffer = guest.At(guest.ReadInt32(vectors + 8 * i), guest.ReadInt32(vectors + 8 * i + 4));
            int read;
            if (file is null)
            {
                read = guest.Input.Read(buffer);
            }
            else
            {
                var position = (at ?? file.Position) + (at is null ? 0 : total);
                read = (int)Math.Min(buffer.Length, Math.Max(0, file.Node.Length - position));
                if (read > 0)
                    file.Node.Content.AsSpan((int)position, read).CopyTo(buffer);
                if (at is null)
                    file.Position += read;
            }
            total += read;
            if (read < buffer.Length)
                break;
        }
        guest.WriteInt32(result, total);
        return Errno.Success;
    }

    private static Errno Write(Guest guest, int fd, int vectors, int count, int result, long? at)
    {
        if (count is < 0 or > MaxVectors || at < 0)
            return Errno.Invalid;
        var file = guest[fd];
        if (fd is not (1 or 2) && file is not { Writable: true })
            return Errno.BadDescriptor;
        var total = 0;
        for (var i = 0; i < count; i++)
        {
            var bytes = guest.At(guest.ReadInt32(vectors + 8 * i), guest.ReadInt32(vectors + 8 * i + 4));
            if (file is null)
            {
                guest.Output.Write(error: fd == 2, bytes);
            }
            else if (file.Node.OnWrite is { } device)
            {
                device(guest, file.Node, bytes);
            }
            else
            {
                var position = at + total ?? (file.Append ? file.Node.Length : file.Position);
                if (position + bytes.Length > file.Node.Length && guest.Files.Resize(file.Node, position + bytes.Length) is var error && error != Errno.Success)
                    return error;
                bytes.CopyTo(file.Node.Content.AsSpan((int)position));
                file.Node.ModifiedNs = guest.Clock.NowNs(0);
                if (at is null)
                    file.Position = position + bytes.Length;
            }
            total += bytes.Length;
        }
        guest.WriteInt32(result, total);
        return Errno.Success;
    }

    private static Errno Seek(Guest guest, int fd, long offset, int whence, int result)
    {
        if (guest[fd] is not { } file)
            return IsStream(fd) ? Errno.InvalidSeek : Errno.BadDescriptor;
        var position = whence switch
        {
            0 => offset,
            1 => checked(file.Position + offset),
            2 => checked(file.Node.Length + offset),
            _ => -1,
        };
        if (position < 0 || file.Node.IsDirectory)
            return Errno.Invalid;
        file.Position = position;
        guest.WriteInt64(result, position);
        return Errno.Success;
    }

    private static Errno DescriptorStatus(Guest guest, int fd, int result)
    {
        var file = guest[fd];
        if (file is null && !IsStream(fd))
            return Errno.BadDescriptor;
        guest.At(result, 24).Clear();
        guest.At(result, 1)[0] = file is null ? UnknownType : Type(file.Node);
        guest.At(result, 4)[2] = (byte)(file?.Append == true ? 1 : 0);
        guest.WriteInt64(result + 8, AllRights);
        guest.WriteInt64(result + 16, AllRights);
        return Errno.Success;
    }

    private static Errno SetFlags(Guest guest, int fd, int flags)
    {
        if (guest[fd] is not { } file)
            return IsStream(fd) ? Errno.Success : Errno.BadDescriptor;
        file.Append = (flags & 1) != 0;
        return Errno.Success;
    }

    // An entry is 24 bytes (next cookie, inode, name length, type) and its name; the last one may be cut off.
    private static Errno ReadDirectory(Guest guest, int fd, int buffer, int length, long cookie, int used)
    {
        if (guest[fd] is not { } folder)
            return Errno.BadDescriptor;
        if (folder.Node.Children is not { } children)
            return Errno.NotDirectory;
        var target = guest.At(buffer, length);
        var filled = 0;
        Span<byte> entry = stackalloc byte[24 + 1024];
        foreach (var (name, node) in children.OrderBy(child => child.Key, StringComparer.Ordinal).Skip((int)Math.Clamp(cookie, 0, int.MaxValue)))
        {
            cookie++;
            entry.Clear();
            var nameLength = Encoding.UTF8.GetBytes(name, entry[24..]);
            BinaryPrimitives.WriteInt64LittleEndian(entry, cookie);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], node.Inode);
            BinaryPrimitives.WriteInt32LittleEndian(entry[16..], nameLength);
            entry[20] = Type(node);
            var fits = Math.Min(24 + nameLength, length - filled);
            entry[..fits].CopyTo(target[filled..]);
            filled += fits;
            if (filled == length)
                break;
        }
        guest.WriteInt32(used, filled);
        return Errno.Success;
    }
}
