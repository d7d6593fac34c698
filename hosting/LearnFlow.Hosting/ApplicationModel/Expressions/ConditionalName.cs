using System.Text;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The stable name that a conditional expression has in the manifest: <c>cond-{condition}-{hash}</c>.</summary>
internal static partial class ConditionalName
{
    public static string Of(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        var expression = (condition as IManifestExpressionProvider)?.ValueExpression;
        var words = NotLetterOrDigit().Replace(expression ?? "", "-").Trim('-').ToLowerInvariant();
        var text = (expression ?? condition.GetType().Name) + whenTrue.ValueExpression + whenFalse.ValueExpression + matchValue;
        return $"cond-{(words.Length > 0 ? words : "expr")}-{XxHash32(Encoding.UTF8.GetBytes(text)):x8}";
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex NotLetterOrDigit();

    /// <summary>xxHash, 32 bits, seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md).</summary>
    private static uint XxHash32(ReadOnlySpan<byte> data)
    {
        const uint p1 = 2654435761, p2 = 2246822519, p3 = 3266489917, p4 = 668265263, p5 = 374761393;
        unchecked
        {
            var length = (uint)data.Length;
            uint hash;
            if (data.Length >= 16)
            {
                uint a = p1 + p2, b = p2, c = 0, d = 0u - p1;
                for (; data.Length >= 16; data = data[16..])
                {
                    a = Round(a, data);
                    b = Round(b, data[4..]);
                    c = Round(c, data[8..]);
                    d = Round(d, data[12..]);
                }
                hash = uint.RotateLeft(a, 1) + uint.RotateLeft(b, 7) + uint.RotateLeft(c, 12) + uint.RotateLeft(d, 18);
            }
            else
            {
                hash = p5;
            }
            hash += length;
            for (; data.Length >= 4; data = data[4..])
                hash = uint.RotateLeft(hash + (BitConverter.ToUInt32(data) * p3), 17) * p4;
            foreach (var b in data)
                hash = uint.RotateLeft(hash + (b * p5), 11) * p1;
            hash = (hash ^ (hash >> 15)) * p2;
            hash = (hash ^ (hash >> 13)) * p3;
            return hash ^ (hash >> 16);
        }

        static uint Round(uint lane, ReadOnlySpan<byte> input) =>
            unchecked(uint.RotateLeft(lane + (BitConverter.ToUInt32(input) * p2), 13) * p1);
    }
}
