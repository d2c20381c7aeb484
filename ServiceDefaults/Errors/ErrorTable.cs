using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Podium.ServiceDefaults.Errors;

/// <summary>The one place where exceptions become statuses, for HTTP and gRPC alike.</summary>
public static class ErrorTable
{
    /// <summary>What to answer, or null for a defect: a 500 without details.</summary>
    public static Problem? Expected(Exception exception) => exception switch
    {
        PodiumException e => new Problem(e.Status, e.Code, e.Message, e.Field) { RetryAfter = e.RetryAfter, Extensions = e.Extensions },
        BadHttpRequestException { InnerException: JsonException e } => MalformedJson(e),
        BadHttpRequestException e => ForStatus(e.StatusCode) with { Detail = BadRequestDetail(e) },
        _ when DatabaseErrors.IsAway(exception) => DatabaseAway,
        _ => null,
    };

    /// <summary>A problem for a bare status, as the framework leaves it.</summary>
    public static Problem ForStatus(int status) => status switch
    {
        400 => new(status, "invalid_input", "The request is malformed."),
        401 => new(status, "unauthenticated", "Sign in, or send a bearer token, to do this."),
        403 => new(status, "forbidden", "This is not allowed."),
        404 => new(status, "not_found", "There is nothing at this address."),
        405 => new(status, "method_not_allowed", "This address does not support that method."),
        408 => new(status, "request_timeout", "The request arrived too slowly."),
        413 => new(status, "too_large", "The request body is too large."),
        415 => new(status, "unsupported_media_type", "The body must be sent as application/json."),
        429 => new(status, "rate_limited", "Too many requests."),
        431 => new(status, "headers_too_large", "The request headers are too large."),
        502 => new(status, "upstream_failed", "The service behind this address failed."),
        503 => new(status, "unavailable", "The service behind this address is not available."),
        504 => new(status, "upstream_timeout", "The service behind this address took too long."),
        >= 500 => new(status, "internal_error", "Something went wrong on the server."),
        _ => new(status, "failed", "The request failed."),
    };

    /// <summary>The database restarts or cannot be reached: no defect, and worth another try.</summary>
    private static Problem DatabaseAway { get; } =
        new(503, "database_unavailable", "The database does not answer right now. Try again in a moment.") { RetryAfter = TimeSpan.FromSeconds(2) };

    /// <summary>499, as nginx calls it: the client went away, so nobody reads the answer.</summary>
    public const int ClientClosedRequest = 499;

    private static Problem MalformedJson(JsonException e)
    {
        var field = JsonField.Of(e);
        var detail = field is null ? "The body is not valid JSON." : $"The value of '{field}' is missing or has the wrong type.";
        return new Problem(400, field is null ? "malformed_json" : "invalid_input", detail, field);
    }

    // The framework's own messages name parameter types and methods; only those about sizes and headers are meant for clients.
    private static string BadRequestDetail(BadHttpRequestException e)
        => e is { StatusCode: not 400 } ? ForStatus(e.StatusCode).Detail : "A required part of the request is missing or malformed.";
}
