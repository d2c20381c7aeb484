using System.Buffers.Binary;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Tests.Scorecards;

public sealed class BinaryRowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000_000)]
    public async Task Rows_are_read_wherever_the_stream_is_cut(int bytesPerRead)
    {
        byte[] sent = [.. Header(), .. Row(Big(1L), Big(2), Big(0.5)), .. Row(Big(-3L), null, null), .. Row(Big(long.MaxValue), Big(4), Big(-1.25)), 0xFF, 0xFF];
        var rows = new List<(long, int?, double)>();

        await new BinaryRows(new Trickle(sent, bytesPerRead)).ReadAllAsync(row => rows.Add((row.Int64(), row.OptionalInt32(), row.Double())), CancellationToken.None);

        rows.ShouldBe([(1, 2, 0.5), (-3, null, double.NaN), (long.MaxValue, 4, -1.25)]);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_no_end()
    {
        byte[] sent = [.. Header(), .. Row(Big(1L))];

        await Should.ThrowAsync<EndOfStreamException>(new BinaryRows(new MemoryStream(sent)).ReadAllAsync(_ => { }, CancellationToken.None));
    }

    [Fact]
    public async Task Another_format_is_refused() =>
        await Should.ThrowAsync<InvalidDataException>(new BinaryRows(new MemoryStream(new byte[64])).ReadAllAsync(_ => { }, CancellationToken.None));

    private static byte[] Header() => [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Row(params byte[]?[] fields) =>
        [0, (byte)fields.Length, .. fields.SelectMany(field => field is null ? Big(-1) : [.. Big(field.Length), .. field])];

    private static byte[] Big(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Big(double value) => Big(BitConverter.DoubleToInt64Bits(value));

    private sealed class Trickle(byte[] bytes, int perRead) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(perRead, buffer.Length)], cancellationToken);
    }
}
