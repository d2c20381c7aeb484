namespace Podium.GenerationService.Providers.Streaming;

/// <summary>Bytes that wait for the rest of their line or event; never more than <paramref name="limit"/>.</summary>
internal sealed class ByteBuffer(int limit)
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public bool TryAppend(ReadOnlySpan<byte> more)
    {
        if (more.Length > limit - Length)
        {
            return false;
        }

        if (_bytes.Length < Length + more.Length)
        {
            Array.Resize(ref _bytes, Math.Min(limit, Math.Max(Length + more.Length, Math.Max(512, _bytes.Length * 2))));
        }

        more.CopyTo(_bytes.AsSpan(Length));
        Length += more.Length;
        return true;
    }

    public void Clear() => Length = 0;
}
