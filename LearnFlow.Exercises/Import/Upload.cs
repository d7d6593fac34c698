using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace LearnFlow.Exercises.Import;

/// <summary>Reads what a teacher brings in, with bounds on everything: sizes are counted as they are unpacked, not believed.</summary>
public static class Upload
{
    /// <summary>The most bytes of a request.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>The most bytes of all that is unpacked.</summary>
    public const int MaxUnpackedBytes = 64 << 20;

    /// <summary>The most files in a folder or archive.</summary>
    public const int MaxEntries = 20_000;

    /// <summary>Larger files are left out: no exercise has them.</summary>
    public const int MaxFileBytes = 256 << 10;

    private const int MaxPath = 300;

    /// <summary>The body as text; a gzip body is unpacked.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, or not UTF-8.</exception>
    public static async Task<string> ReadTextAsync(HttpRequest request, CancellationToken cancellation)
    {
        var bytes = await ReadBytesAsync(request.Body, MaxBytes, cancellation);
        if (bytes is [0x1F, 0x8B, ..])
        {
            await using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            bytes = await GuardAsync(() => ReadBytesAsync(unpacked, MaxUnpackedBytes, cancellation), "The body is not a whole gzip file.");
        }
        return TextOf(bytes) ?? throw new BadHttpRequestException("The body is not UTF-8 text.");
    }

    /// <summary>The files of a zip archive or of a folder sent as <c>multipart/form-data</c>, by relative path with forward slashes.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, has too many files, or a path leads out of it.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadFolderAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.HasFormContentType)
        {
            return await ReadFormAsync(request, cancellation);
        }
        var bytes = await ReadBytesAsync(request.Body, MaxBytes, cancellation);
        if (bytes is not [(byte)'P', (byte)'K', ..])
            throw new BadHttpRequestException("Send the track as a zip archive, or its files as multipart/form-data with their relative paths as file names.");
        return await GuardAsync(() => UnzipAsync(bytes, cancellation), "The body is not a whole zip archive.");
    }

    private static async Task<IReadOnlyDictionary<string, string>> UnzipAsync(byte[] bytes, CancellationToken cancellation)
    {
        await using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var folder = new FolderBuilder();
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            await using var content = await entry.OpenAsync(cancellation);
            await folder.AddAsync(entry.FullName, content, cancellation);
        }
        return folder.Files;
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadFormAsync(HttpRequest request, CancellationToken cancellation)
    {
        request.HttpContext.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
        {
            ValueCountLimit = MaxEntries,
            MultipartBodyLengthLimit = MaxBytes,
        }));
        var form = await GuardAsync(() => request.ReadFormAsync(cancellation), "The form is not whole, or has too many or too large files.");
        var folder = new FolderBuilder();
        foreach (var file in form.Files)
        {
            await using var content = file.OpenReadStream();
            await folder.AddAsync(file.FileName, content, cancellation);
        }
        return folder.Files;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> read, string otherwise)
    {
        try
        {
            return await read();
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException(otherwise, e);
        }
    }

    private static async Task<byte[]> ReadBytesAsync(Stream stream, int most, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (await stream.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            if (bytes.Length + count > most)
                throw new BadHttpRequestException($"It is larger than {most >> 20} MiB.", StatusCodes.Status413PayloadTooLarge);
            bytes.Write(buffer, 0, count);
        }
        return bytes.ToArray();
    }

    private static string? TextOf(byte[] bytes)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Takes files one by one and keeps count.</summary>
    private sealed class FolderBuilder
    {
        private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
        private int _entries, _left = MaxUnpackedBytes;

        public IReadOnlyDictionary<string, string> Files => _files;

        public async Task AddAsync(string name, Stream content, CancellationToken cancellation)
        {
            if (++_entries > MaxEntries)
                throw new BadHttpRequestException($"There are more than {MaxEntries} files.", StatusCodes.Status413PayloadTooLarge);
            var path = name.Replace('\\', '/');
            if (path.Length is 0 or > MaxPath || path.StartsWith('/') || path.Split('/').Any(part => part is "" or "." or "..") || path.Any(char.IsControl))
                throw new BadHttpRequestException("A file's path must be relative, without “..”, and at most 300 characters.");
            if (await ReadFileAsync(content, cancellation) is { } bytes && TextOf(bytes) is { } text)
                _files[path] = text;
        }

        // A larger file is read to its end, so that what it holds is counted too, but it is not kept.
        private async Task<byte[]?> ReadFileAsync(Stream content, CancellationToken cancellation)
        {
            using var kept = new MemoryStream();
            var buffer = new byte[64 << 10];
            while (await content.ReadAsync(buffer, cancellation) is > 0 and var count)
            {
                _left -= count;
                if (_left < 0)
                    throw new BadHttpRequestException($"It unpacks to more than {MaxUnpackedBytes >> 20} MiB.", StatusCodes.Status413PayloadTooLarge);
                if (kept.Length <= MaxFileBytes)
                    kept.Write(buffer, 0, count);
            }
            return kept.Length <= MaxFileBytes ? kept.ToArray() : null;
        }
    }
}
