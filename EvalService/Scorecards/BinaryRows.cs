using System.Buffers.Binary;

namespace Podium.EvalService.Scorecards;

/// <summary>
/// Rows as PostgreSQL's COPY writes them in binary: behind a header each row is the number of its fields (16 bits, -1 at the end), then each field its length
/// (32 bits, -1 for null) and its bytes, all big-endian (https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4). Asking a data reader
/// for each of millions of fields would take several times as long as PostgreSQL takes to send them.
/// </summary>
internal sealed class BinaryRows(Stream stream)
{
    private static readonly byte[] _signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8];

    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    public async Task ReadAllAsync(RowReader onRow, CancellationToken cancellationToken)
    {
        await ReadHeaderAsync(cancellationToken);
        while (true)
        {
            while (LengthOfRow() is { } length)
            {
                if (length < 0)
                {
                    return;
                }

                onRow(new BinaryFields(_buffer.AsSpan(_start + 2, length - 2)));
                _start += length;
            }

            await FillAsync(cancellationToken);
        }
    }

    private async Task ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var fixedLength = _signature.Length + 8;
        while (_end < fixedLength)
        {
            await FillAsync(cancellationToken);
        }

        if (!_buffer.AsSpan(0, _signature.Length).SequenceEqual(_signature))
        {
            throw new InvalidDataException("This is not PostgreSQL's binary COPY format.");
        }

        var extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(fixedLength - 4));
        while (_end < fixedLength + extension)
        {
            await FillAsync(cancellationToken);
        }

        _start = fixedLength + extension;
    }

    /// <returns>Null: it is not all there yet; -1: it is the end.</returns>
    private int? LengthOfRow()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (rest.Length < 2)
        {
            return null;
        }

        var fields = BinaryPrimitives.ReadInt16BigEndian(rest);
        if (fields < 0)
        {
            return -1;
        }

        var length = 2;
        for (; fields > 0; fields--)
        {
            if (rest.Length < length + 4)
            {
                return null;
            }

            length += 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(rest[length..]));
        }

        return length <= rest.Length ? length : null;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read > 0 ? read : throw new EndOfStreamException("PostgreSQL's COPY ended in the middle of a row.");
    }
}

internal delegate void RowReader(BinaryFields row);

/// <summary>The fields of one row, to be taken in their order.</summary>
internal ref struct BinaryFields(ReadOnlySpan<byte> fields)
{
    private ReadOnlySpan<byte> _rest = fields;

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(out _));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(out _));

    public ReadOnlySpan<byte> Text() => Take(out _);

    public bool? Boolean()
    {
        var value = Take(out var isNull);
        return isNull ? null : value[0] != 0;
    }

    public int? OptionalInt32()
    {
        var value = Take(out var isNull);
        return isNull ? null : BinaryPrimitives.ReadInt32BigEndian(value);
    }

    public long? OptionalInt64()
    {
        var value = Take(out var isNull);
        return isNull ? null : BinaryPrimitives.ReadInt64BigEndian(value);
    }

    /// <summary>A bigint as a number; NaN for null.</summary>
    public double Whole()
    {
        var value = Take(out var isNull);
        return isNull ? double.NaN : BinaryPrimitives.ReadInt64BigEndian(value);
    }

    /// <summary>NaN for null.</summary>
    public double Double()
    {
        var value = Take(out var isNull);
        return isNull ? double.NaN : BinaryPrimitives.ReadDoubleBigEndian(value);
    }

    private ReadOnlySpan<byte> Take(out bool isNull)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(_rest);
        isNull = length < 0;
        var value = _rest.Slice(4, Math.Max(0, length));
        _rest = _rest[(4 + value.Length)..];
        return value;
    }
}
