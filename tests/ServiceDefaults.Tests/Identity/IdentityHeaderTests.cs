using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Podium.ServiceDefaults.Identity;
using Podium.TestKit;

namespace Podium.ServiceDefaults.Tests.Identity;

public class IdentityHeaderTests
{
    private static readonly PodiumUser _ada = new("hf:64af", "Ada Lövelace", Role.Member);
    private static readonly string[] _paths = ["/viewer", "/member", "/admin"];
    private readonly TestClock _clock = new();

    private IdentityHeader Create(string secret = TestApp.Secret) => new(new SecretKey(secret), _clock);

    [Fact]
    public void Another_process_with_the_same_secret_reads_the_user() => Create().Verify(Create().Create(_ada))!.User.ShouldBe(_ada);

    [Fact]
    public void Another_secret_does_not() => Create("another secret of enough characters 0123456789").Verify(Create().Create(_ada)).ShouldBeNull();

    [Fact]
    public void It_lives_no_longer_than_a_minute_even_where_it_was_verified_before()
    {
        var reader = Create();
        var value = Create().Create(_ada);
        _clock.Advance(TimeSpan.FromSeconds(59));
        reader.Verify(value).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromSeconds(2));
        reader.Verify(value).ShouldBeNull();
    }

    [Fact]
    public void It_is_reused_only_while_it_has_time_left()
    {
        var edge = Create();
        var first = edge.Create(_ada);
        _clock.Advance(TimeSpan.FromSeconds(20));
        edge.Create(_ada).ShouldBeSameAs(first);
        _clock.Advance(TimeSpan.FromSeconds(20));
        edge.Create(_ada).ShouldNotBe(first);
    }

    [Fact]
    public void No_changed_character_gets_through()
    {
        var value = Create().Create(_ada);
        var reader = Create();
        for (var i = 0; i < value.Length; i++)
        {
            foreach (var other in "aZ0.-")
            {
                var forged = value[..i] + other + value[(i + 1)..];

                // The last character of base64 carries bits that do not count, so another one can mean the same.
                if (forged != value && i < value.Length - 1)
                {
                    reader.Verify(forged).ShouldBeNull($"position {i}, '{other}'");
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1.")]
    [InlineData("v1..")]
    [InlineData("v1.e30.")]
    [InlineData("v2.e30.AAAA")]
    [InlineData("v1.!!!.???")]
    public void Nonsense_is_nobody(string value) => Create().Verify(value).ShouldBeNull();

    [Fact]
    public void A_short_secret_refuses_to_start() => Should.Throw<InvalidOperationException>(() => new SecretKey("short"));

    [Fact]
    public async Task Roles_include_the_ones_below_and_nobody_is_401()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapGet("/viewer", (HttpContext context) => context.GetUser().Name).RequireAuthorization(Policies.Viewer);
            app.MapGet("/member", () => "").RequireAuthorization(Policies.Member);
            app.MapGet("/admin", () => "").RequireAuthorization(Policies.Admin);
        });

        async Task<HttpStatusCode[]> Statuses(PodiumUser? user) => await Task.WhenAll(
            _paths.Select(async path =>
            {
                using var request = user is null ? new HttpRequestMessage(HttpMethod.Get, path) : app.As(user, HttpMethod.Get, path);
                using var response = await app.Client.SendAsync(request);
                return response.StatusCode;
            }));

        (await Statuses(null)).ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized]);
        (await Statuses(PodiumUser.Anonymous)).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized]);
        (await Statuses(_ada)).ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden]);
        (await Statuses(_ada with { Role = Role.Viewer })).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden]);
        (await Statuses(_ada with { Role = Role.Admin })).ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK]);
    }

    [Fact]
    public async Task An_endpoint_without_a_policy_keeps_the_host_from_starting()
    {
        var e = await Should.ThrowAsync<InvalidOperationException>(() => TestApp.StartAsync(app => app.MapGet("/forgotten", () => "")));
        e.Message.ShouldContain("/forgotten");
    }

    [Fact]
    public async Task Without_a_secret_the_host_does_not_start()
    {
        var e = await Should.ThrowAsync<InvalidOperationException>(() => TestApp.StartAsync(settings: ("PODIUM_SECRET_KEY", "")));
        e.Message.ShouldContain("PODIUM_SECRET_KEY");
    }
}
