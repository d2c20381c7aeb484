using System.Text;
using System.Text.Json;

namespace Podium.GenerationService.Generations;

/// <summary>What the stored events of a generation say about its last attempt.</summary>
internal sealed record ArrivedEvents(string Answer, string? Model, string? Provider, long LastSequence)
{
    public static async Task<ArrivedEvents> ReadAsync(EventStore events, Guid id, CancellationToken cancellationToken)
    {
        var answer = new StringBuilder();
        var arrived = new ArrivedEvents("", null, null, 0);
        while (await events.ReadAsync(id, arrived.LastSequence, cancellationToken) is { Count: > 0 } rows)
        {
            var before = arrived.LastSequence;
            foreach (var row in rows.Where(r => r.FirstSequence > before))
            {
                if (row.FirstSequence != arrived.LastSequence + 1)
                {
                    return arrived with { Answer = answer.ToString() };
                }

                for (ReadOnlyMemory<byte> rest = row.Frames; !rest.IsEmpty;)
                {
                    arrived = arrived.Apply(EventFrames.Split(rest, out rest), answer);
                }
            }

            if (arrived.LastSequence == before)
            {
                break;
            }
        }

        return arrived with { Answer = answer.ToString() };
    }

    private ArrivedEvents Apply(EventFrame frame, StringBuilder answer)
    {
        var next = this with { LastSequence = frame.Sequence };
        if (frame.Name is not ("token" or "attempt"))
        {
            return next;
        }

        if (frame.Name == "token")
        {
            answer.Append(TextOf(frame.Data.Span));
            return next;
        }

        using var data = JsonDocument.Parse(frame.Data);
        if (data.RootElement.GetProperty("resetCode").GetBoolean())
        {
            answer.Clear();
        }

        return next with
        {
            Model = data.RootElement.GetProperty("model").GetString(),
            Provider = data.RootElement.GetProperty("provider").GetString(),
        };
    }

    // {"text":"...","t":412.118}: half a surrogate pair at either end is whole again once the texts are joined, and only this reader lets it pass.
    private static string? TextOf(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        while (Providers.Streaming.JsonText.NextProperty(ref reader))
        {
            var isText = reader.ValueTextEquals("text"u8);
            reader.Read();
            if (isText)
            {
                return Providers.Streaming.JsonText.GetString(ref reader);
            }
        }

        return null;
    }
}
