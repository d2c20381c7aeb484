using Podium.ServiceDefaults.Data;
using Podium.TestKit;

namespace Podium.ServiceDefaults.Tests.Data;

public sealed class DatabaseContactTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(15);
    private readonly TestClock _clock = new();
    private readonly DatabaseContact _contact;

    public DatabaseContactTests() => _contact = new DatabaseContact(_lease, _clock);

    [Fact]
    public void A_process_that_has_just_started_takes_nothing_for_a_lease()
    {
        LookFor(TimeSpan.FromSeconds(10)).ShouldBeNull();
        LookFor(TimeSpan.FromSeconds(5)).ShouldBe(Now);
    }

    [Fact]
    public void A_look_that_fails_begins_the_wait_anew()
    {
        LookFor(_lease).ShouldNotBeNull();
        _contact.Break();
        LookFor(TimeSpan.FromSeconds(10)).ShouldBeNull();
        LookFor(TimeSpan.FromSeconds(10)).ShouldNotBeNull();
    }

    [Fact]
    public void A_database_that_stood_still_while_it_was_asked_begins_the_wait_anew()
    {
        LookFor(_lease).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromSeconds(11));
        _contact.Seen(Now).ShouldBeNull();
        LookFor(_lease).ShouldNotBeNull();
    }

    [Fact]
    public void A_database_whose_clock_was_put_forward_begins_the_wait_anew()
    {
        LookFor(_lease).ShouldNotBeNull();
        _contact.Seen(Now + TimeSpan.FromHours(1)).ShouldBeNull();
    }

    [Fact]
    public void A_database_whose_clock_was_put_back_begins_the_wait_anew()
    {
        LookFor(_lease).ShouldNotBeNull();
        _contact.Seen(Now - TimeSpan.FromHours(1)).ShouldBeNull();
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    /// <summary>Looks every five seconds, and tells what the last look said.</summary>
    private DateTime? LookFor(TimeSpan time)
    {
        var last = _contact.Seen(Now);
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            last = _contact.Seen(Now);
        }

        return last;
    }
}
