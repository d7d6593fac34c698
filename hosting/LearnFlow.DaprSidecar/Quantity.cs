using System.Globalization;

namespace LearnFlow.DaprSidecar;

/// <summary>Sizes as Kubernetes writes them.</summary>
public static class Quantity
{
    /// <summary>Bytes of <c>4Mi</c>, <c>16M</c> or <c>1048576</c>.</summary>
    /// <exception cref="FormatException">The text is no size.</exception>
    public static long Bytes(string quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        var digits = new string([.. quantity.TakeWhile(char.IsAsciiDigit)]);
        var unit = quantity[digits.Length..] switch
        {
            "" => 1L, "k" => 1000, "Ki" => 1 << 10, "M" => 1_000_000, "Mi" => 1 << 20, "G" => 1_000_000_000, "Gi" => 1 << 30,
            _ => throw new FormatException($"'{quantity}' is no size such as 4Mi."),
        };
        return long.Parse(digits, CultureInfo.InvariantCulture) * unit;
    }
}
