using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;

namespace Podium.EvalService.Load.Driving;

/// <summary>One stage of one car: who sends asks here whether to go on, and what comes back is counted here.</summary>
internal sealed class StageRun : IDisposable
{
    // A car that answered none of its first requests will not answer the others either.
    private const int HopelessAfter = 20;

    private readonly Lock _gate = new();
    private readonly LoadLane _lane;
    private readonly LoadCalls _calls;
    private readonly LoadClock _clock;
    private readonly SemaphoreSlim _slots;
    private readonly List<LoadSample> _samples = [];
    private readonly SaturationDetector _detector;
    private readonly CancellationTokenSource _arrivals;
    private readonly CancellationTokenSource _answers;
    private IReadOnlyList<double> _due = [];
    private long _stoppedUs;
    private int _sent;
    private int _hopeless;
    private bool _over;

    /// <param name="slots">Places for requests in flight of the whole load.</param>
    /// <param name="end">Ends the load at once.</param>
    public StageRun(LoadPlan plan, LoadStage stage, StageMark mark, LoadLane lane, LoadCalls calls, LoadClock clock, SemaphoreSlim slots, CancellationToken end)
    {
        (Plan, Stage, Mark, _lane, _calls, _clock, _slots) = (plan, stage, mark, lane, calls, clock, slots);
        _detector = new SaturationDetector(plan.SaturationTtftMs);
        _arrivals = CancellationTokenSource.CreateLinkedTokenSource(end, calls.Spent);
        _answers = CancellationTokenSource.CreateLinkedTokenSource(end);
        Arrivals = _arrivals.Token;
        _stoppedUs = mark.StartedUs + (long)(stage.Seconds * 1e6);
    }

    public LoadPlan Plan { get; }

    public LoadStage Stage { get; }

    public StageMark Mark { get; private set; }

    /// <summary>Cancelled when no more requests are to be sent.</summary>
    public CancellationToken Arrivals { get; }

    public double LevelAt(long nowUs) => Stage.LevelAt((nowUs - Mark.StartedUs) / 1e6);

    /// <returns>Its requests.</returns>
    public async Task<IReadOnlyList<LoadSample>> RunAsync()
    {
        var answers = Plan.IsClosed ? await ClosedLoop.SendAsync(this, _clock) : await OpenLoop.SendAsync(this, _clock);
        StopArrivals();

        // Answers may take as long as is waited for them; what is still open then stays unfinished.
        _answers.CancelAfter(TimeSpan.FromSeconds(Plan.GraceSeconds));
        await Task.WhenAll(answers);
        lock (_gate)
        {
            BringUpToDate();
            Mark = Mark with { EndedUs = _clock.NowUs };
            _over = true;
        }

        return _samples;
    }

    /// <summary>When the requests of an open loop are due, in seconds since the stage began.</summary>
    public void Expect(IReadOnlyList<double> due) => _due = due;

    public void EndAfter(TimeSpan time) => _arrivals.CancelAfter(time);

    public void StopArrivals()
    {
        lock (_gate)
        {
            _stoppedUs = Math.Min(_stoppedUs, _clock.NowUs);
        }

        _ = _arrivals.CancelAsync();
    }

    /// <returns>Null when the load may send no more.</returns>
    /// <exception cref="OperationCanceledException">The stage sends no more, and this request found no place in time.</exception>
    public async Task<LoadSample?> SendAsync(long scheduledUs)
    {
        await _slots.WaitAsync(Arrivals);
        return await SendInSlotAsync(scheduledUs);
    }

    /// <summary>Looks once a second: how much was due, how busy it is, and whether it is too much. When it is over a look changes nothing.</summary>
    /// <param name="pieces">Of answers, in the last second.</param>
    public void Tick(int pieces)
    {
        var second = (_clock.NowUs - Mark.StartedUs) / 1e6;
        lock (_gate)
        {
            if (_over)
            {
                return;
            }

            Mark = Mark with { PeakPieces = Math.Max(Mark.PeakPieces ?? 0, pieces) };
            _detector.AddInFlight(second, _lane.InFlight);
            if (Plan.StopAtSaturation && !Plan.IsClosed && !Arrivals.IsCancellationRequested && _detector.IsSaturated(second))
            {
                Mark = Mark with { Saturation = SaturationRules.Rising };
                _ = _arrivals.CancelAsync();
                _stoppedUs = Math.Min(_stoppedUs, _clock.NowUs);
            }

            BringUpToDate();
        }
    }

    /// <exception cref="OperationCanceledException">The stage sends no more.</exception>
    public Task WaitForSlotAsync() => _slots.WaitAsync(Arrivals);

    /// <summary>Sends a request in the place that was waited for, and gives the place back.</summary>
    /// <returns>Null when the load may send no more.</returns>
    public async Task<LoadSample?> SendInSlotAsync(long scheduledUs)
    {
        try
        {
            var place = Interlocked.Increment(ref _sent);
            var sample = await _calls.SendAsync(_lane, Mark.Ordinal, scheduledUs, _answers.Token);
            if (sample is null)
            {
                Interlocked.Decrement(ref _sent);
                return null;
            }

            Record(sample, place);
            return sample;
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _over = true;
        }

        _arrivals.Dispose();
        _answers.Dispose();
    }

    /// <param name="place">Which of the stage's requests it was, from 1 in the order in which they were sent: failures come back before answers do.</param>
    private void Record(LoadSample sample, int place)
    {
        lock (_gate)
        {
            _samples.Add(sample);
            if (sample is { IsOk: true, TtftMs: { } ttft })
            {
                _detector.AddTtft((sample.EndedUs - Mark.StartedUs) / 1e6, ttft);
            }

            if (place <= HopelessAfter && sample.Outcome is (LoadOutcome.Failed or LoadOutcome.Rejected) && ++_hopeless == HopelessAfter)
            {
                _lane.GaveUp = $"{_lane.Car.Name} answered none of {HopelessAfter} requests: {sample.Error}";
                _ = _arrivals.CancelAsync();
            }
        }
    }

    private void BringUpToDate()
    {
        var seconds = Math.Max(0, (Math.Min(_clock.NowUs, _stoppedUs) - Mark.StartedUs) / 1e6);
        var sent = Volatile.Read(ref _sent);

        // The schedule is in fractions of a second, the clock in microseconds.
        var due = Math.Max(sent, _due.Count(at => at <= seconds + 1e-6));
        Mark = Mark with { OfferedSeconds = seconds, Due = due, Unsent = due - sent };
    }
}
