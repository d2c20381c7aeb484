namespace Podium.GenerationService.Providers.Streaming;

/// <summary>
/// Counts token events and keeps their instants. An event counts once, whatever number of channels it carries; the instant of an event is the
/// arrival of the read that completed it.
/// </summary>
internal sealed class StreamTimings
{
    private readonly List<int> arrivals = [];
    private TimeSpan? firstToken;
    private TimeSpan? secondToken;
    private TimeSpan? firstAnswer;
    private TimeSpan? lastToken;
    private bool eventHasToken;

    public TimeSpan Now { get; private set; }

    public int TokenEvents { get; private set; }

    public void BeginRead(TimeSpan at) => Now = at < Now ? Now : at;

    public void BeginEvent() => eventHasToken = false;

    public void Token(DeltaChannel channel)
    {
        eventHasToken = true;
        if (channel != DeltaChannel.Reasoning)
        {
            firstAnswer ??= Now;
        }
    }

    public void EndEvent()
    {
        if (!eventHasToken)
        {
            return;
        }

        eventHasToken = false;
        TokenEvents++;
        if (TokenEvents == 1)
        {
            firstToken = Now;
        }
        else if (TokenEvents == 2)
        {
            secondToken = Now;
        }

        lastToken = Now;
        if (arrivals.Count < CompletionTimings.MaxArrivals)
        {
            arrivals.Add((int)Math.Min(int.MaxValue, Now.Ticks / TimeSpan.TicksPerMicrosecond));
        }
    }

    public CompletionTimings ToTimings(TimeSpan? firstByte, TimeSpan? closed) =>
        new(TimeSpan.Zero, firstByte, firstToken, secondToken, firstAnswer, lastToken, closed, TokenEvents, arrivals);
}
