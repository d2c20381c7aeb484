namespace Podium.GenerationService.Providers.Streaming;

/// <summary>
/// Counts token events and keeps their instants. An event counts once, whatever number of channels it carries; the instant of an event is the
/// arrival of the read that completed it.
/// </summary>
internal sealed class StreamTimings
{
    private readonly List<int> _arrivals = [];
    private TimeSpan? _firstToken;
    private TimeSpan? _secondToken;
    private TimeSpan? _firstAnswer;
    private TimeSpan? _lastToken;
    private bool _eventHasToken;

    public TimeSpan Now { get; private set; }

    public int TokenEvents { get; private set; }

    public void BeginRead(TimeSpan at) => Now = at < Now ? Now : at;

    public void BeginEvent() => _eventHasToken = false;

    public void Token(DeltaChannel channel)
    {
        _eventHasToken = true;
        if (channel != DeltaChannel.Reasoning)
        {
            _firstAnswer ??= Now;
        }
    }

    public void EndEvent()
    {
        if (!_eventHasToken)
        {
            return;
        }

        _eventHasToken = false;
        TokenEvents++;
        if (TokenEvents == 1)
        {
            _firstToken = Now;
        }
        else if (TokenEvents == 2)
        {
            _secondToken = Now;
        }

        _lastToken = Now;
        if (_arrivals.Count < CompletionTimings.MaxArrivals)
        {
            _arrivals.Add((int)Math.Min(int.MaxValue, Now.Ticks / TimeSpan.TicksPerMicrosecond));
        }
    }

    public CompletionTimings ToTimings(TimeSpan? firstByte, TimeSpan? closed) =>
        new(TimeSpan.Zero, firstByte, _firstToken, _secondToken, _firstAnswer, _lastToken, closed, TokenEvents, _arrivals);
}
