using System.Text;
using System.Text.Json;

namespace Podium.GenerationService.Generations;

/// <summary>What the stored events of a generation say.</summary>
internal sealed class ArrivedEvents
{
    private readonly List<AttemptRecord> _ended = [];
    private readonly StringBuilder _answer = new();
    private string _longest = "";
    private AttemptEvent? _running;
    private double? _firstTokenMs;
    private double? _firstAnswerMs;

    private ArrivedEvents()
    {
    }

    /// <summary>The most that any attempt brought, as a worker that lives keeps it.</summary>
    public string Answer => _answer.Length >= _longest.Length ? _answer.ToString() : _longest;

    public long LastSequence { get; private set; }

    public static async Task<ArrivedEvents> ReadAsync(EventStore events, Guid id, CancellationToken cancellationToken)
    {
        var arrived = new ArrivedEvents();
        while (await events.ReadAsync(id, arrived.LastSequence, cancellationToken) is { Count: > 0 } rows)
        {
            var before = arrived.LastSequence;
            foreach (var row in rows.Where(r => r.FirstSequence > before))
            {
                if (row.FirstSequence != arrived.LastSequence + 1)
                {
                    return arrived;
                }

                for (ReadOnlyMemory<byte> rest = row.Frames; !rest.IsEmpty;)
                {
                    arrived.Apply(EventFrames.Split(rest, out rest));
                }
            }

            if (arrived.LastSequence == before)
            {
                break;
            }
        }

        return arrived;
    }

    /// <summary>All attempts; of the one that ran when its worker died only the beginning is known.</summary>
    /// <param name="queued">The wait before the first.</param>
    public IReadOnlyList<AttemptRecord> Attempts(TimeSpan? queued) => _running is not { } running
        ? _ended
        :
        [
            .. _ended,
            new AttemptRecord
            {
                Model = running.Model,
                Provider = running.Provider,
                Status = "error",
                Retryable = true,
                DurationMs = null,
                Detail = GenerationError.Interrupted.Message,
                Code = GenerationError.Interrupted.Code,
                FinishReason = FinishReasons.ToText(Providers.FinishReason.Cancelled),
                Timings = TimingsView.OfInterrupted(_ended.Count == 0 ? queued?.TotalMilliseconds ?? 0 : 0, _firstTokenMs, _firstAnswerMs),
            },
        ];

    private void Apply(EventFrame frame)
    {
        LastSequence = frame.Sequence;
        switch (frame.Name)
        {
            case "attempt":
                Begin(GenerationJson.Parse<AttemptEvent>(frame.Data.Span));
                break;
            case "log" when GenerationJson.Parse<LogEvent>(frame.Data.Span).Attempt is { } ended:
                _ended.Add(ended);
                _running = null;
                break;
            case "reasoning":
                _firstTokenMs ??= ReadDelta(frame.Data.Span).SinceMs;
                break;
            case "token":
                var (text, sinceMs) = ReadDelta(frame.Data.Span);
                _firstTokenMs ??= sinceMs;
                _firstAnswerMs ??= sinceMs;
                _answer.Append(text);
                break;
        }
    }

    private void Begin(AttemptEvent attempt)
    {
        _running = attempt;
        _firstTokenMs = _firstAnswerMs = null;
        if (attempt.ResetCode)
        {
            _longest = Answer;
            _answer.Clear();
        }
    }

    // {"text":"...","t":412.118}: half a surrogate pair at either end is whole again once the texts are joined, and only this reader lets it pass.
    private static (string? Text, double? SinceMs) ReadDelta(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        string? text = null;
        double? since = null;
        while (Providers.Streaming.JsonText.NextProperty(ref reader))
        {
            var isText = reader.ValueTextEquals("text"u8);
            reader.Read();
            if (isText)
            {
                text = Providers.Streaming.JsonText.GetString(ref reader);
            }
            else
            {
                since = reader.GetDouble();
            }
        }

        return (text, since);
    }
}
