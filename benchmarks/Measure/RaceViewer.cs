using System.Buffers.Text;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Podium.Benchmarks.Measure;

/// <summary>
/// A viewer of a run on a socket of its own. Each event says when it happened, to the microsecond by this machine's clock; how long ago that is when
/// its bytes are read is the viewer's lag. HTTP/1.0, so that the body is the stream itself.
/// </summary>
internal sealed class RaceViewer(Uri address, long run)
{
    // {"timestamp":"2026-11-21T10:00:00.123456",
    private static ReadOnlySpan<byte> Timestamp => "\"timestamp\":\"0000-00-00T"u8;

    private byte[] _buffer = new byte[32 * 1024];
    private int _filled;
    private bool _headRead;

    /// <summary>The number of the newest event.</summary>
    public long Last { get; private set; }

    public long Events { get; private set; }

    /// <summary>An event that is not the next one: something was lost, or came twice.</summary>
    public int Gaps { get; private set; }

    /// <summary>Lags in milliseconds of events that happened after <see cref="CountFrom"/>.</summary>
    public List<float> LagsMs { get; } = [];

    /// <summary>Whether <see cref="Texts"/> are gathered.</summary>
    public bool KeepsTexts { get; init; }

    /// <summary>What has been shown of each item's answer.</summary>
    public Dictionary<long, StringBuilder> Texts { get; } = [];

    /// <summary>In ticks of UTC.</summary>
    public long CountFrom { get; set; } = long.MaxValue;

    /// <summary>Follows the run from where it stands to its end, or until cancelled; may be called again.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
        var request = $"GET /api/runs/{run}/stream HTTP/1.0\r\nHost: {address.Authority}\r\nLast-Event-ID: {Last}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        (_filled, _headRead) = (0, false);
        while (true)
        {
            if (_filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var read = await socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
            var now = DateTime.UtcNow.Ticks;
            if (read == 0)
            {
                return;
            }

            _filled += read;
            Scan(now);
        }
    }

    private void Scan(long now)
    {
        var rest = _buffer.AsSpan(0, _filled);
        if (!_headRead)
        {
            var end = rest.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return;
            }

            if (!rest.StartsWith("HTTP/1.1 200"u8) && !rest.StartsWith("HTTP/1.0 200"u8))
            {
                throw new InvalidOperationException(Encoding.UTF8.GetString(rest));
            }

            _headRead = true;
            rest = rest[(end + 4)..];
        }

        for (var end = rest.IndexOf("\n\n"u8); end >= 0; end = rest.IndexOf("\n\n"u8))
        {
            Read(rest[..end], now);
            rest = rest[(end + 2)..];
        }

        rest.CopyTo(_buffer);
        _filled = rest.Length;
    }

    private void Read(ReadOnlySpan<byte> frame, long now)
    {
        if (!frame.StartsWith("id: "u8) || !Utf8Parser.TryParse(frame[4..], out long id, out _))
        {
            // A comment that keeps the connection alive.
            return;
        }

        Gaps += id == Last + 1 ? 0 : 1;
        Last = id;
        Events++;
        if (KeepsTexts && frame.IndexOf("\nevent: token.delta\n"u8) >= 0)
        {
            Keep(frame[(frame.IndexOf("\ndata: "u8) + 7)..]);
        }

        var at = frame.IndexOf("\"timestamp\":\""u8);
        if (at < 0 || now < CountFrom)
        {
            return;
        }

        var time = frame.Slice(at + Timestamp.Length, 15);
        var today = now - (now % TimeSpan.TicksPerDay);
        var happened = today + TimeSpan.ParseExact(Encoding.ASCII.GetString(time), @"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture).Ticks;
        if (happened >= CountFrom)
        {
            LagsMs.Add((float)((now - happened) / (double)TimeSpan.TicksPerMillisecond));
        }
    }

    private void Keep(ReadOnlySpan<byte> json)
    {
        var payload = JsonSerializer.Deserialize<JsonElement>(json);
        var item = payload.GetProperty("run_item_id").GetInt64();
        (Texts.TryGetValue(item, out var text) ? text : Texts[item] = new StringBuilder()).Append(payload.GetProperty("token").GetString());
    }
}
