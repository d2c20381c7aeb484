using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Podium.Gateway.Identity;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Limits;

namespace Podium.Gateway.Requests;

/// <summary>One allowance of writes per person across all endpoints and replicas.</summary>
internal sealed class WriteLimitMiddleware(RequestDelegate next, IRateLimiter limiter, IOptions<RequestLimitOptions> options)
{
    private readonly RateRule _rule = new(options.Value.WritesPerMinute, TimeSpan.FromMinutes(1));

    public Task InvokeAsync(HttpContext context)
    {
        var caller = context.Features.Get<Caller>() ?? Caller.Anonymous;
        return _rule.Permits == 0 || caller.Method == CallerMethod.LocalOwner || SafeMethods.Contains(context.Request.Method)
            ? next(context)
            : LimitedAsync(context, caller);
    }

    private async Task LimitedAsync(HttpContext context, Caller caller)
    {
        var who = caller.User.IsAnonymous ? AddressKey.Of(context.Connection.RemoteIpAddress) : caller.User.Id;
        var decision = await limiter.AcquireAsync($"writes:{who}", _rule, context.RequestAborted);
        if (!decision.Allowed)
        {
            throw new RateLimitedException("You are writing faster than this server allows.") { RetryAfter = decision.RetryAfter };
        }

        await next(context);
    }
}

/// <summary>What counts as one place on the network.</summary>
internal static class AddressKey
{
    /// <summary>The address; of IPv6 its /64, since one connection commonly owns all of that.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "local";
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.MapToIPv4().ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes).ToString();
    }
}
