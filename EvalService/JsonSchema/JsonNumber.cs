using System.Globalization;
using System.Numerics;

namespace Podium.EvalService.JsonSchema;

/// <summary>
/// A JSON number as what it says: digits · 10^exponent, exactly, without trailing zeros. Nothing here multiplies powers of ten out, so
/// <c>1e1000000000</c> costs no more than <c>1</c>.
/// </summary>
internal readonly record struct JsonNumber(BigInteger Digits, long Exponent) : IComparable<JsonNumber>
{
    /// <summary>Digits after these are taken for zeros.</summary>
    private const int MostDigits = 10_000;

    private const long LargestExponent = 1L << 60;

    public bool IsWhole => Exponent >= 0;

    public static JsonNumber Parse(ReadOnlySpan<char> text)
    {
        var exponent = 0L;
        if (text.IndexOfAny('e', 'E') is var e and >= 0)
        {
            // An exponent of more than 18 digits is as good as infinite, in either direction.
            exponent = long.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given)
                ? Math.Clamp(given, -LargestExponent, LargestExponent)
                : text[e + 1] == '-' ? -LargestExponent : LargestExponent;
            text = text[..e];
        }

        var point = text.IndexOf('.');
        var plain = point < 0 ? text.ToString() : string.Concat(text[..point], text[(point + 1)..]);
        exponent -= point < 0 ? 0 : text.Length - point - 1;
        var significant = (plain.Length > MostDigits ? plain[..MostDigits] : plain).TrimEnd('0');
        if (significant is "" or "-")
        {
            return default;
        }

        return new JsonNumber(BigInteger.Parse(significant, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent + plain.Length - significant.Length);
    }

    public int CompareTo(JsonNumber other)
    {
        if (Digits.Sign != other.Digits.Sign || Digits.IsZero)
        {
            return Digits.Sign.CompareTo(other.Digits.Sign);
        }

        int length = Length(Digits), otherLength = Length(other.Digits);
        if (Exponent + length != other.Exponent + otherLength)
        {
            return (Exponent + length > other.Exponent + otherLength ? 1 : -1) * Digits.Sign;
        }

        // Equal magnitudes: the exponents differ by no more than the digits do.
        return Exponent >= other.Exponent
            ? (Digits * BigInteger.Pow(10, (int)(Exponent - other.Exponent))).CompareTo(other.Digits)
            : Digits.CompareTo(other.Digits * BigInteger.Pow(10, (int)(other.Exponent - Exponent)));
    }

    public bool IsMultipleOf(JsonNumber divisor)
    {
        // With a finer last digit than the divisor's, digits would have to be divisible by ten, which they never are.
        var shift = Exponent - divisor.Exponent;
        return Digits.IsZero || (shift >= 0 && (Digits * BigInteger.ModPow(10, shift, divisor.Digits) % divisor.Digits).IsZero);
    }

    private static int Length(BigInteger digits) => BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length;
}
