using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Triage.Attempts;

/// <summary>
/// Ids of the latest events, so that one that is delivered again is dropped. Each is kept as 8 bytes of its SHA-256:
/// two of the remembered ids collide with a probability under 10⁻¹⁴.
/// </summary>
/// <param name="Hashes">The hashes, oldest first, 8 bytes each.</param>
public sealed record SeenIds(byte[] Hashes)
{
    /// <summary>
    /// How many ids are remembered. Redelivery repeats what was not acknowledged, for one learner a handful at most.
    /// </summary>
    public const int Capacity = 512;

    private const int Size = sizeof(ulong);

    /// <summary>Nothing seen yet.</summary>
    public static SeenIds None { get; } = new([]);

    /// <summary>True when <paramref name="id"/> is among the remembered ones.</summary>
    public bool Contains(string id)
    {
        Span<byte> hash = stackalloc byte[Size];
        Hash(id, hash);
        var wanted = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        for (var at = 0; at < Hashes.Length; at += Size)
        {
            if (BinaryPrimitives.ReadUInt64LittleEndian(Hashes.AsSpan(at)) == wanted)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Remembers <paramref name="id"/> and forgets the oldest over capacity.</summary>
    public SeenIds With(string id)
    {
        var kept = Hashes.AsSpan(Math.Max(0, Hashes.Length - ((Capacity - 1) * Size)));
        var hashes = new byte[kept.Length + Size];
        kept.CopyTo(hashes);
        Hash(id, hashes.AsSpan(kept.Length));
        return new SeenIds(hashes);
    }

    private static void Hash(string id, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        hash[..Size].CopyTo(destination);
    }
}
