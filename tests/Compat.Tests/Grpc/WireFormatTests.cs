using System.IO.Compression;
using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Grpc.Wire;

namespace Podium.Compat.Tests.Grpc;

/// <summary>The encodings of gRPC as values.</summary>
public sealed class WireFormatTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("4m", 40_000)]
    [InlineData("5u", 50)]
    [InlineData("600n", 6)]
    [InlineData("99999999H", 3_599_999_964_000_000_000)]
    public void A_timeout_is_read_in_every_unit(string text, long ticks)
    {
        GrpcTimeout.TryParse(text, out var timeout).ShouldBeTrue();
        timeout.Ticks.ShouldBe(ticks);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData("1 S")]
    [InlineData("1s")]
    [InlineData("123456789S")]
    public void A_timeout_of_another_form_is_none(string? text) => GrpcTimeout.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_written_timeout_is_never_shorter_and_keeps_its_precision() => Prop.ForAll<long>(value =>
    {
        var timeout = TimeSpan.FromTicks(Math.Abs(value % TimeSpan.FromDays(100_000).Ticks) + 1);
        GrpcTimeout.TryParse(GrpcTimeout.Format(timeout), out var read).ShouldBeTrue();
        return read >= timeout && (read - timeout).Ticks <= Math.Max(10, timeout.Ticks / 10_000);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("plain text ~!", "plain text ~!")]
    [InlineData("100 %", "100 %25")]
    [InlineData("a\r\nb\t", "a%0D%0Ab%09")]
    [InlineData("日🌍", "%E6%97%A5%F0%9F%8C%8D")]
    public void A_status_message_is_percent_encoded(string text, string encoded) => PercentEncoding.Encode(text).ShouldBe(encoded);

    [Theory]
    [InlineData("100%", "100%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%e6%97%a5", "日")]
    public void A_badly_encoded_message_is_kept_as_far_as_it_goes(string encoded, string text) => PercentEncoding.Decode(encoded).ShouldBe(text);

    [Fact]
    public void Every_message_survives_percent_encoding() => Prop.ForAll<NonNull<string>>(text =>
    {
        // Lone surrogates are no text and have no UTF-8.
        var clean = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Get));
        return PercentEncoding.Decode(PercentEncoding.Encode(clean)) == clean;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Binary_metadata_survives_with_padding_and_without() => Prop.ForAll<byte[]>(value =>
    {
        var metadata = new Metadata();
        BinaryHeader.Add(metadata, "a-bin", BinaryHeader.ToHeader(new Metadata.Entry("a-bin", value ?? [])));
        BinaryHeader.Add(metadata, "a-bin", Convert.ToBase64String(value ?? []));
        return metadata.Count == 2 && metadata.All(entry => entry.ValueBytes.AsSpan().SequenceEqual(value));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Binary_values_joined_by_a_proxy_are_taken_apart()
    {
        var metadata = new Metadata();
        BinaryHeader.Add(metadata, "a-bin", "AQ==, Ag");
        metadata.GetAll("a-bin").Select(entry => entry.ValueBytes[0]).ShouldBe([(byte)1, (byte)2]);
    }

    [Fact]
    public void Broken_base64_is_an_rpc_failure() =>
        Should.Throw<RpcException>(() => BinaryHeader.Add([], "a-bin", "***")).StatusCode.ShouldBe(StatusCode.Internal);

    [Theory]
    [InlineData("application/grpc", true)]
    [InlineData("application/grpc+proto", true)]
    [InlineData("Application/GRPC; charset=utf-8", true)]
    [InlineData("application/grpc-web", false)]
    [InlineData("application/json", false)]
    [InlineData(null, false)]
    public void Only_grpc_content_types_are_grpc(string? contentType, bool expected) => WireHeaders.IsGrpc(contentType).ShouldBe(expected);

    [Fact]
    public void Messages_are_read_alike_however_the_bytes_are_cut() => Prop.ForAll<NonNull<string>[], PositiveInt>((texts, size) =>
    {
        var bytes = texts.SelectMany(text => Frame(text.Get)).ToArray();
        return ReadAll(bytes, size.Get % 7 + 1).SequenceEqual(texts.Select(text => Clean(text.Get)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_stream_that_ends_inside_a_message_fails() => Prop.ForAll<PositiveInt>(cut =>
    {
        var bytes = Frame("hello");
        var failure = Should.Throw<RpcException>(() => ReadAll(bytes[..(cut.Get % (bytes.Length - 1) + 1)], 3));
        return failure.Status.Detail == "Incomplete message.";
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_length_beyond_every_limit_is_refused_before_its_bytes_come() =>
        Should.Throw<RpcException>(() => ReadAll([0, 0xff, 0xff, 0xff, 0xff], 5)).StatusCode.ShouldBe(StatusCode.ResourceExhausted);

    [Fact]
    public void An_unknown_flag_is_refused() =>
        Should.Throw<RpcException>(() => ReadAll([2, 0, 0, 0, 0], 5)).StatusCode.ShouldBe(StatusCode.Internal);

    [Fact]
    public void A_compressed_message_is_opened()
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("hello"u8);
        }

        var frame = Frame(output.ToArray(), flag: 1);
        ReadAll(frame, 4, "gzip").ShouldBe(["hello"]);
        Should.Throw<RpcException>(() => ReadAll(frame, 4)).StatusCode.ShouldBe(StatusCode.Internal);
    }

    [Fact]
    public void Damaged_compressed_data_is_an_rpc_failure() =>
        Should.Throw<RpcException>(() => ReadAll(Frame([1, 2, 3], flag: 1), 8, "gzip")).StatusCode.ShouldBe(StatusCode.Internal);

    private static string Clean(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static byte[] Frame(string text)
    {
        var buffer = new MessageBuffer(null);
        return buffer.Write(text, Marshallers.StringMarshaller).ToArray();
    }

    private static byte[] Frame(byte[] payload, byte flag) => [flag, 0, 0, 0, (byte)payload.Length, .. payload];

    private static List<string> ReadAll(byte[] bytes, int segmentSize, string? encoding = null)
    {
        // A stream that gives at most a few bytes at a time.
        var pipe = PipeReader.Create(new SlowStream(bytes, segmentSize), new StreamPipeReaderOptions(bufferSize: 16, minimumReadSize: 1));
        var reader = new MessageReader<string>(pipe, Marshallers.StringMarshaller, 1 << 20, encoding);
        var messages = new List<string>();
        while (reader.ReadAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(5)).GetAwaiter().GetResult() is { } message)
        {
            messages.Add(message);
        }

        return messages;
    }

    private sealed class SlowStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
