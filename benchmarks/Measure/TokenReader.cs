using System.Diagnostics;

namespace Podium.Benchmarks.Measure;

/// <summary>Reads a stream and finds the mock's stamps, <c>@ticks;</c>, wherever they stand: in a provider's chunk or in one of Podium's events.</summary>
internal sealed class TokenReader
{
    private long _number;
    private bool _inside;

    public List<double> DelaysMs { get; } = [];

    /// <summary>Stamps in the order they arrived: must ascend, and there must be as many as were sent.</summary>
    public bool Ordered { get; private set; } = true;

    private long _last;

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            Scan(buffer.AsSpan(0, read), Stopwatch.GetTimestamp());
        }
    }

    private void Scan(ReadOnlySpan<byte> bytes, long now)
    {
        foreach (var b in bytes)
        {
            if (b == (byte)'@')
            {
                (_inside, _number) = (true, 0);
            }
            else if (_inside && b is >= (byte)'0' and <= (byte)'9')
            {
                _number = (_number * 10) + (b - '0');
            }
            else if (_inside)
            {
                _inside = false;
                if (b == (byte)';' && _number > 0)
                {
                    Add(now);
                }
            }
        }
    }

    private void Add(long now)
    {
        // The finished page repeats every stamp inside `complete`: only the first pass counts.
        if (_number <= _last)
        {
            Ordered &= _number == _last || DelaysMs.Count >= Expected;
            return;
        }

        _last = _number;
        DelaysMs.Add((now - _number) * 1000.0 / Stopwatch.Frequency);
    }

    public int Expected { get; init; } = int.MaxValue;
}
