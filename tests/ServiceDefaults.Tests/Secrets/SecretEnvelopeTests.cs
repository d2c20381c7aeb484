using FsCheck;
using FsCheck.Fluent;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Secrets;

namespace Podium.ServiceDefaults.Tests.Secrets;

public sealed class SecretEnvelopeTests : IDisposable
{
    private const string Owner = "connection/17";
    private readonly SecretEnvelope _envelope = new(new SecretKey("a-secret-of-tests-that-is-long-enough").Derive("connections"));

    public void Dispose() => _envelope.Dispose();

    [Fact]
    public void What_is_sealed_opens_for_its_owner_and_never_looks_the_same_twice() =>
        Prop.ForAll<string?>(text =>
        {
            // Half of a surrogate pair is no text, and is stored as what replaces it.
            var secret = new string([.. (text ?? "").Where(c => !char.IsSurrogate(c))]);
            var (first, second) = (_envelope.Seal(secret, Owner), _envelope.Seal(secret, Owner));
            return _envelope.TryOpen(first, Owner, out var opened) && opened == secret && first != second
                && (secret.Length < 4 || !first.Contains(secret, StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_opens_for_no_other_owner_and_with_no_other_key()
    {
        var envelope = _envelope.Seal("sk-secret", Owner);
        using var other = new SecretEnvelope(new SecretKey("another-secret-of-tests-long-enough!").Derive("connections"));
        using var purpose = new SecretEnvelope(new SecretKey("a-secret-of-tests-that-is-long-enough").Derive("identity"));

        _envelope.TryOpen(envelope, "connection/18", out var moved).ShouldBeFalse();
        other.TryOpen(envelope, Owner, out _).ShouldBeFalse();
        purpose.TryOpen(envelope, Owner, out _).ShouldBeFalse();
        moved.ShouldBeNull();
    }

    [Fact]
    public void A_single_changed_character_is_noticed()
    {
        var envelope = _envelope.Seal("sk-secret", Owner);
        for (var i = 0; i < envelope.Length; i++)
        {
            var changed = envelope[..i] + (envelope[i] == 'A' ? 'Q' : 'A') + envelope[(i + 1)..];

            // The last character of a part holds bits that mean nothing.
            var opens = _envelope.TryOpen(changed, Owner, out var secret);
            (opens ? secret : null).ShouldBe(opens ? "sk-secret" : null);
            if (i + 1 < envelope.Length && envelope[i + 1] != '.')
            {
                opens.ShouldBeFalse($"character {i}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1..")]
    [InlineData("v2.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("v1.AAAAAAAAAAAAAAAA.AAAA")]
    [InlineData("v1.AA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("v1.%%%.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("sk-in-clear-text")]
    public void What_is_no_envelope_does_not_open(string envelope) => _envelope.TryOpen(envelope, Owner, out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("changeme")]
    [InlineData("one-character-less-than-it-take")]
    public void Race_Fault_16_There_is_no_default_secret_and_a_short_one_is_refused(string secret) =>
        Should.Throw<ConfigurationException>(() => new SecretKey(secret)).Message.ShouldContain("PODIUM_SECRET_KEY");
}
