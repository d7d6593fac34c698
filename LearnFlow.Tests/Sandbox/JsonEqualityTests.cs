using System.Globalization;
using System.Numerics;
using System.Text.Json;
using LearnFlow.Sandbox.Check;

namespace LearnFlow.Tests.Sandbox;

/// <summary>When a value is the expected one: the definition in JsonEquality, compared with exact arithmetic.</summary>
[TestClass]
public sealed class JsonEqualityTests
{
    [TestMethod]
    [DataRow("1", "1", true)]
    [DataRow("1", "1.0", true)]
    [DataRow("1", "1.0000000009", true)]
    [DataRow("1", "1.00000001", false)]
    [DataRow("0", "-0.0", true)]
    [DataRow("0", "-0", true)]
    [DataRow("0.1", "0.1000000000000001", true)]
    [DataRow("9007199254740992", "9007199254740993", false)]
    [DataRow("100000000000000000000000000000000000000001", "100000000000000000000000000000000000000001", true)]
    [DataRow("100000000000000000000000000000000000000001", "100000000000000000000000000000000000000002", false)]
    [DataRow("1e22", "10000000000000000000000", true)]
    [DataRow("1", "1e999", false)]
    [DataRow("1.5", "1e999", false)]
    [DataRow("1.5", "-1e999", false)]
    [DataRow("1e999", "1e999", false)]
    [DataRow("1.7976931348623157e308", "-1.7976931348623157e308", false)]
    [DataRow("1.7976931348623157e308", "1.7976931348623157e308", true)]
    [DataRow("0.0", "5e-324", true)]
    public void Numbers(string one, string other, bool equal)
    {
        Assert.AreEqual(equal, JsonEquality.AreEqualNumbers(one, other));
        Assert.AreEqual(equal, JsonEquality.AreEqualNumbers(other, one));
    }

    [TestMethod]
    [DataRow("""{"a": 1, "b": [2]}""", """{"b": [2.0], "a": 1}""", true)]
    [DataRow("""{"a": 1}""", """{"a": 1, "b": 2}""", false)]
    [DataRow("""{"a": 1, "b": 2}""", """{"a": 1}""", false)]
    [DataRow("""{"a": 1}""", """{"a": 1, "a": 1}""", false)]
    [DataRow("""{"a": 1, "a": 1}""", """{"a": 1}""", false)]
    [DataRow("[1, 2]", "[2, 1]", false)]
    [DataRow("true", "1", false)]
    [DataRow("null", "false", false)]
    public void Other_values(string one, string other, bool equal) => Assert.AreEqual(equal, JsonEquality.AreEqual(Parse(one), Parse(other)));

    [TestMethod]
    public void Floating_point_numbers_are_equal_exactly_when_the_definition_says_so_in_exact_arithmetic()
    {
        var random = new Random(1);
        var (equal, unequal) = (0, 0);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var one = BitConverter.Int64BitsToDouble(random.NextInt64());
            var other = random.Next(4) switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64()),
                1 => one * (1 + (random.NextDouble() - 0.5) * 1e-8),
                2 => one + (random.NextDouble() - 0.5) * 1e-8,
                _ => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(one) + random.Next(-5, 6)),
            };
            if (!double.IsFinite(one) || !double.IsFinite(other))
                continue;
            var (left, right) = (Exact(one), Exact(other));
            var (difference, most) = (BigInteger.Abs(left - right) * 1_000_000_000, BigInteger.Max(s_unit, BigInteger.Max(BigInteger.Abs(left), BigInteger.Abs(right))));
            // At the bound itself the last bits of the tolerance's own rounding decide.
            if (BigInteger.Abs(difference - most) * 1_000_000_000_000 < most)
                continue;
            var expected = difference <= most;
            Assert.AreEqual(expected, JsonEquality.AreEqualNumbers(Float(one), Float(other)), $"{one:R} {other:R}");
            (equal, unequal) = expected ? (equal + 1, unequal) : (equal, unequal + 1);
        }
        Assert.IsTrue(equal > 1_000 && unequal > 1_000, $"{equal} {unequal}");
    }

    // Every finite double is a whole multiple of 2^-1074.
    private static readonly BigInteger s_unit = BigInteger.One << 1074;

    private static BigInteger Exact(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)(bits >> 52 & 0x7ff);
        var fraction = bits & 0xfffffffffffff;
        var magnitude = exponent == 0 ? new BigInteger(fraction) : new BigInteger(fraction | 1L << 52) << exponent - 1;
        return bits < 0 ? -magnitude : magnitude;
    }

    private static string Float(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
