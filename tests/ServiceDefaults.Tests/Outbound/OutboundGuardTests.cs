using System.Net;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Outbound;

namespace Podium.ServiceDefaults.Tests.Outbound;

public class OutboundGuardTests
{
    private static OutboundGuard Create(bool allowPrivate) => new(Microsoft.Extensions.Options.Options.Create(new OutboundOptions { AllowPrivate = allowPrivate, ConnectTimeoutSeconds = 2 }));

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost:11434/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:10.1.2.3]/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://172.31.255.255/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://[fd12:3456::1]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://[64:ff9b::10.0.0.1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    public async Task Private_addresses_in_any_spelling_need_the_operators_leave(string address)
    {
        var e = await Should.ThrowAsync<InvalidInputException>(async () => await Create(allowPrivate: false).CheckAsync(new Uri(address), CancellationToken.None));
        (e.Code, e.Field).ShouldBe(("address_refused", "baseUrl"));
        (await Create(allowPrivate: true).CheckAsync(new Uri(address), CancellationToken.None)).ShouldBe(new Uri(address));
    }

    [Fact]
    public async Task A_name_that_no_resolver_takes_is_refused()
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', 60), 6));
        var e = await Should.ThrowAsync<InvalidInputException>(async () => await Create(allowPrivate: true).CheckAsync(new Uri($"http://{name}/"), CancellationToken.None));
        e.Code.ShouldBe("address_refused");
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://100.100.100.200/")]
    [InlineData("http://192.0.0.192/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://[::]/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://[ff02::1]/")]
    [InlineData("http://[64:ff9b::169.254.169.254]/")]
    public async Task Metadata_and_reserved_addresses_are_refused_always(string address)
        => await Should.ThrowAsync<InvalidInputException>(async () => await Create(allowPrivate: true).CheckAsync(new Uri(address), CancellationToken.None));

    [Theory]
    [InlineData("ftp://8.8.8.8/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:pass@8.8.8.8/")]
    [InlineData("http://no-such-host.invalid/")]
    public async Task Other_schemes_user_names_and_unknown_hosts_are_refused(string address)
        => await Should.ThrowAsync<InvalidInputException>(async () => await Create(allowPrivate: true).CheckAsync(new Uri(address), CancellationToken.None));

    [Theory]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:4700::1111]/")]
    public async Task Public_addresses_pass(string address)
        => (await Create(allowPrivate: false).CheckAsync(new Uri(address), CancellationToken.None)).ShouldBe(new Uri(address));

    [Fact]
    public async Task The_handler_refuses_the_address_it_would_really_connect_to()
    {
        await using var app = await TestApp.StartAsync();
        using var refused = new HttpClient(Create(allowPrivate: false).CreateHandler());
        var e = await Should.ThrowAsync<HttpRequestException>(() => refused.GetAsync(new Uri(app.Client.BaseAddress!, "/alive")));
        e.InnerException.ShouldBeOfType<AddressRefusedException>();

        using var allowed = new HttpClient(Create(allowPrivate: true).CreateHandler());
        using var response = await allowed.GetAsync(new Uri($"http://localhost:{app.Client.BaseAddress!.Port}/alive"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void The_handler_follows_no_redirect_and_uses_no_proxy()
    {
        using var handler = Create(allowPrivate: true).CreateHandler();
        (handler.AllowAutoRedirect, handler.UseProxy, handler.UseCookies).ShouldBe((false, false, false));
    }
}
