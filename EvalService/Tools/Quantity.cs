using System.Globalization;
using System.Numerics;

namespace Podium.EvalService.Tools;

/// <summary>A whole number of any length up to a limit, or a finite double.</summary>
internal readonly record struct Quantity
{
    private const int MostBits = 8_192;

    private readonly BigInteger? _whole;
    private readonly double _real;

    private Quantity(BigInteger? whole, double real)
    {
        _whole = whole;
        _real = real;
    }

    private double Real => _whole is { } whole ? Finite((double)whole) : _real;

    private bool IsZero => _whole is { } whole ? whole.IsZero : _real == 0;

    public static Quantity Of(BigInteger whole) =>
        whole.GetBitLength() <= MostBits ? new Quantity(whole, 0) : throw new CalculationException("The result is too large.");

    public static Quantity Of(double real) => new(null, Finite(real));

    public Quantity Negated() => _whole is { } whole ? Of(-whole) : Of(-_real);

    public Quantity Plus(Quantity other) => Both(other, out var left, out var right) ? Of(left + right) : Of(Real + other.Real);

    public Quantity Minus(Quantity other) => Both(other, out var left, out var right) ? Of(left - right) : Of(Real - other.Real);

    public Quantity Times(Quantity other) => Both(other, out var left, out var right) ? Of(left * right) : Of(Real * other.Real);

    /// <summary>Exact where whole numbers divide evenly.</summary>
    public Quantity DividedBy(Quantity other)
    {
        RefuseZero(other);
        return Both(other, out var left, out var right) && (left % right).IsZero ? Of(left / right) : Of(Real / other.Real);
    }

    public Quantity Modulo(Quantity other)
    {
        RefuseZero(other);
        if (Both(other, out var left, out var right))
        {
            var rest = left % right;
            return Of(!rest.IsZero && rest.Sign != right.Sign ? rest + right : rest);
        }

        var remainder = Real % other.Real;
        return Of(remainder != 0 && Math.Sign(remainder) != Math.Sign(other.Real) ? remainder + other.Real : remainder);
    }

    public Quantity ToThePower(Quantity exponent)
    {
        if (!Both(exponent, out var root, out var power) || power.Sign < 0)
        {
            if (IsZero && exponent.Real < 0)
            {
                throw new CalculationException("Zero has no negative power.");
            }

            return Of(Math.Pow(Real, exponent.Real));
        }

        if (root.IsZero || root.IsOne || root == BigInteger.MinusOne)
        {
            return Of(power.IsZero || (root < 0 && power.IsEven) ? BigInteger.One : root);
        }

        // Known to be too large before it is computed: a power of a million digits takes minutes.
        return power <= MostBits && root.GetBitLength() * (long)power <= 2 * MostBits
            ? Of(BigInteger.Pow(root, (int)power))
            : throw new CalculationException("The result is too large.");
    }

    public string ToJson() => _whole is { } whole
        ? whole.ToString(CultureInfo.InvariantCulture)
        : _real.ToString("R", CultureInfo.InvariantCulture);

    private bool Both(Quantity other, out BigInteger left, out BigInteger right)
    {
        left = _whole.GetValueOrDefault();
        right = other._whole.GetValueOrDefault();
        return _whole is not null && other._whole is not null;
    }

    private static void RefuseZero(Quantity divisor)
    {
        if (divisor.IsZero)
        {
            throw new CalculationException("Division by zero.");
        }
    }

    private static double Finite(double real) => double.IsFinite(real)
        ? real
        : throw new CalculationException(double.IsNaN(real) ? "The result is not a real number." : "The result is too large.");
}
