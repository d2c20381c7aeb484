namespace Podium.ServiceDefaults.Data;

/// <summary>
/// For how long the database has been there without a break, as far as this process has seen. While it is away no worker can renew a lease, so an
/// expired lease tells nothing until everybody has had the time of a whole lease to renew it. A process that has just started knows nothing yet.
/// </summary>
/// <param name="lease">Also the measure of a break: who looks three times per lease and misses two looks has not seen enough.</param>
public sealed class DatabaseContact(TimeSpan lease, TimeProvider time)
{
    private readonly Lock _gate = new();
    private bool _connected;
    private long _since;
    private long _seen;
    private DateTime _seenClock;

    /// <summary>The database has answered.</summary>
    /// <param name="clock">What its clock said: it also shows a database that stood still, or whose clock was set, between two looks.</param>
    /// <returns>A lease that ended before this instant was not renewed although it could have been; null when that is not known.</returns>
    public DateTime? Seen(DateTime clock)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var silence = lease * 2 / 3;
            if (!_connected || time.GetElapsedTime(_seen, now) > silence || (clock - _seenClock).Duration() > silence)
            {
                _connected = true;
                _since = now;
            }

            _seen = now;
            _seenClock = clock;
            return time.GetElapsedTime(_since, now) >= lease ? clock : null;
        }
    }

    /// <summary>The database has not answered.</summary>
    public void Break()
    {
        lock (_gate)
        {
            _connected = false;
        }
    }
}
