namespace Podium.ServiceDefaults.Errors;

/// <summary>
/// An expected failure, mapped once to an HTTP problem and a gRPC status. <paramref name="code"/> is stable and part of the public contract.
/// </summary>
public abstract class PodiumException(int status, string code, string message, string? field = null, Exception? inner = null) : Exception(message, inner)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>The request field at fault, in its JSON spelling; null when no single field is.</summary>
    public string? Field { get; } = field;

    /// <summary>Sent as <c>Retry-After</c>, rounded up to whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Further members of the problem document, for example <c>attempts</c>.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>();
}

/// <summary>400: a request field is missing or not acceptable.</summary>
public sealed class InvalidInputException(string field, string message, string code = "invalid_input") : PodiumException(400, code, message, field);

/// <summary>401: no, or no longer valid, credentials.</summary>
public sealed class UnauthenticatedException(string message, string code = "unauthenticated") : PodiumException(401, code, message);

/// <summary>403: known, but not allowed.</summary>
public sealed class ForbiddenException(string message, string code = "forbidden") : PodiumException(403, code, message);

/// <summary>404: no such object, or none that the caller may see.</summary>
public sealed class NotFoundException(string message, string code = "not_found") : PodiumException(404, code, message);

/// <summary>409: the object is in a state that does not allow it.</summary>
public sealed class ConflictException(string message, string code = "conflict") : PodiumException(409, code, message);

/// <summary>429: a limit of Podium's own.</summary>
public sealed class RateLimitedException(string message, string code = "rate_limited") : PodiumException(429, code, message);

/// <summary>An upstream's failure passed on: its status, and a sentence that says what to do.</summary>
public sealed class UpstreamException(int status, string code, string message) : PodiumException(status, code, message);
