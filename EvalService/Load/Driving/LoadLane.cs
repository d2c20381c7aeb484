using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Load.Driving;

/// <summary>One car of a load while it goes on: its stage, and what happened since the last look.</summary>
internal sealed class LoadLane(CarSnapshot car)
{
    private readonly Lock _gate = new();
    private List<LoadSample> _fresh = [];
    private int _inFlight;
    private int _sent;
    private int _pieces;
    private int _piecesOfWindow;

    public CarSnapshot Car => car;

    /// <summary>The stage under way; null between stages and while it warms up.</summary>
    public StageRun? Stage { get; set; }

    /// <summary>Why nothing more is asked of it.</summary>
    public string? GaveUp { get; set; }

    public int InFlight => Volatile.Read(ref _inFlight);

    public void Enter()
    {
        Interlocked.Increment(ref _inFlight);
        Interlocked.Increment(ref _sent);
    }

    /// <summary>A piece of an answer arrived.</summary>
    public void OnPiece() => Interlocked.Increment(ref _pieces);

    public void Leave(LoadSample sample)
    {
        Interlocked.Decrement(ref _inFlight);
        lock (_gate)
        {
            _fresh.Add(sample);
        }
    }

    /// <summary>Pieces since the last call: those of one second when called once a second.</summary>
    public int TakePieces()
    {
        var pieces = Interlocked.Exchange(ref _pieces, 0);
        _piecesOfWindow += pieces;
        return pieces;
    }

    /// <summary>What happened since the last window; null when nothing did and nothing is under way.</summary>
    public CarWindow? TakeWindow(LoadClock clock, Plans.LoadSlos slos)
    {
        List<LoadSample> fresh;
        lock (_gate)
        {
            (fresh, _fresh) = (_fresh, []);
        }

        var sent = Interlocked.Exchange(ref _sent, 0);
        var pieces = _piecesOfWindow;
        _piecesOfWindow = 0;
        var stage = Stage;
        return stage is null && fresh.Count == 0 && sent == 0
            ? null
            : CarWindow.Of(car.Id, stage?.Mark, stage?.LevelAt(clock.NowUs), sent, pieces, InFlight, fresh, slos);
    }
}
