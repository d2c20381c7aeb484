using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Podium.TestKit.Http;

/// <summary>One event of a generation's stream.</summary>
public sealed record StreamedEvent(long Id, string Type, string Data)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Data);
}

/// <summary>Reads Podium's event streams as a browser does.</summary>
public static class EventStream
{
    /// <summary>Sends the request and yields its events as they arrive, to the end of the stream.</summary>
    public static async IAsyncEnumerable<StreamedEvent> ReadAsync(
        HttpClient client, HttpRequestMessage request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            throw new HttpRequestException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}", null, response.StatusCode);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            yield return new StreamedEvent(long.Parse(item.EventId ?? "0", CultureInfo.InvariantCulture), item.EventType, item.Data);
        }
    }

    /// <summary>All events to the end, within a limit (30 s).</summary>
    public static async Task<IReadOnlyList<StreamedEvent>> ReadAllAsync(HttpClient client, HttpRequestMessage request, TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(30));
        var events = new List<StreamedEvent>();
        await foreach (var item in ReadAsync(client, request, timeout.Token))
        {
            events.Add(item);
        }

        return events;
    }
}
