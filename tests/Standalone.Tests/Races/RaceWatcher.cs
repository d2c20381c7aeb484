using System.Collections.Concurrent;
using System.Text.Json;
using Podium.TestKit.Http;

namespace Podium.Standalone.Tests.Races;

/// <summary>Watches a run as a browser does: whenever the stream breaks, it asks for what comes behind the last event it has.</summary>
internal sealed class RaceWatcher(HttpClient client, long run)
{
    private readonly ConcurrentQueue<StreamedEvent> _seen = new();

    public IReadOnlyList<StreamedEvent> Seen => [.. _seen];

    public int Reconnections { get; private set; }

    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var last = 0L;
        var type = "";
        while (type != "run.completed")
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream");
                request.Headers.Add("Last-Event-ID", $"{last}");
                await foreach (var e in EventStream.ReadAsync(client, request, cancellationToken))
                {
                    _seen.Enqueue(e);
                    (last, type) = (e.Id, e.Type);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                Reconnections++;
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    /// <summary>What is shown of each item at the end: its deltas since it was last reset.</summary>
    public IReadOnlyDictionary<long, string> Texts()
    {
        var texts = new Dictionary<long, string>();
        foreach (var e in _seen)
        {
            var json = e.Json;
            if (json.GetProperty("run_item_id") is { ValueKind: JsonValueKind.Number } id)
            {
                var item = id.GetInt64();
                texts[item] = e.Type switch
                {
                    "item.started" or "item.retry" => "",
                    "token.delta" => texts[item] + json.GetProperty("token").GetString(),
                    _ => texts.GetValueOrDefault(item, ""),
                };
            }
        }

        return texts;
    }
}
