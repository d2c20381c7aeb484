using System.Diagnostics;
using System.Net.Sockets;
using Podium.GenerationService.Providers.Catalog;
using Podium.GenerationService.Providers.Errors;
using Podium.GenerationService.Providers.Streaming;
using Podium.ServiceDefaults.Outbound;

namespace Podium.GenerationService.Providers.Http;

/// <summary>The state of one exchange, and how each way it can end becomes a <see cref="CompletionResult"/>.</summary>
internal sealed class Exchange(WireCall call, ChatRequest request, ProviderEndpoint endpoint, CompletionRecorder recorder, TimeProvider time)
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly StampedContent _content = new(call.Body);
    private readonly string _label = ProviderLabels.Of(endpoint.Provider);
    private Framing _framing = call.Framing;
    private Func<string, string?> _header = _ => null;
    private TimeSpan? _firstByte;

    public bool IsTerminated => recorder.IsTerminated;

    /// <summary>A finish reason has come; at most usage and the terminal marker follow.</summary>
    public bool IsAnswered => recorder.Finish is not null;

    public HttpRequestMessage CreateMessage()
    {
        var message = new HttpRequestMessage(HttpMethod.Post, call.Uri) { Content = _content };
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        message.Headers.TryAddWithoutValidation("User-Agent", "Podium/0.1");
        foreach (var (name, value) in call.Headers.Concat(endpoint.Headers))
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>Time from t0 to a timestamp. A server may answer before it has read the whole request: that is zero, not negative.</summary>
    public TimeSpan Since(long timestamp)
    {
        var elapsed = Stopwatch.GetElapsedTime(_content.SentAt ?? _startedAt, timestamp);
        return elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed;
    }

    public void OnHeaders(HttpResponseMessage response, long at)
    {
        _firstByte = Since(at);
        _header = name => response.Headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
        recorder.ServedBy = _header("x-inference-provider");
    }

    /// <summary>A page of a proxy or a compressed body instead of an answer.</summary>
    public static bool HasForeignContent(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is "text/html" || response.Content.Headers.ContentEncoding.Any(e => e != "identity");

    public StreamParser CreateParser(HttpResponseMessage response, ReadOnlySpan<byte> start, ProviderLimits limits)
    {
        // Some servers ignore "stream" in either direction. The media type alone is not to be trusted, so the first byte decides with it.
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var first = start.TrimStart(" \t\r\n\uFEFF"u8);
        if (_framing == Framing.ServerSentEvents && mediaType == "application/json" && !first.IsEmpty && first[0] is (byte)'{' or (byte)'[')
        {
            _framing = Framing.Whole;
        }
        else if (_framing == Framing.Whole && mediaType == "text/event-stream")
        {
            _framing = Framing.ServerSentEvents;
        }

        var maxBytes = _framing == Framing.Whole ? (int)Math.Min(limits.MaxResponseBytes, Array.MaxLength) : limits.MaxEventBytes;
        return new StreamParser(_framing, call.CreateReader(recorder), recorder, maxBytes);
    }

    /// <summary>The terminal marker has come, or the stream is at its end.</summary>
    public CompletionResult Finished(long at)
    {
        if (recorder.Failure is { } failure)
        {
            return Failed(at, failure.Code == "upstream.error" ? Classify(0, failure.Error) : Local(failure.Code, failure.Error.Raw));
        }

        return recorder.Finish switch
        {
            FinishReason.Failed => Failed(at, Local("upstream.aborted", null)),
            { } finish => Result(Refine(finish), at, null),
            null when recorder.HasTokens && (recorder.IsTerminated || _framing == Framing.Whole) => Result(Refine(FinishReason.Stop), at, null),
            null when recorder.IsTerminated || _framing == Framing.Whole => Failed(at, Local("upstream.empty", null)),
            null => Failed(at, Local("upstream.cut", null)),
        };
    }

    public CompletionResult Cancelled(long at) => Result(FinishReason.Cancelled, at, null);

    /// <summary>Silence. After a finish reason it only means that the server forgot to close.</summary>
    public CompletionResult TimedOut(long at) =>
        recorder.Finish is not null ? Finished(at) : Failed(at, Local(_firstByte is null ? "upstream.timeout" : "upstream.idle", null));

    public CompletionResult Broken(Exception fault, long at)
    {
        if (_firstByte is not null)
        {
            return recorder.Finish is not null ? Finished(at) : Failed(at, Local("upstream.cut", null));
        }

        return Failed(at, fault switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => Local("upstream.headers_too_large", null),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Local("upstream.tls", null),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => Local("upstream.malformed", null),
            { InnerException: AddressRefusedException refused } => Local("upstream.address_refused", refused.Message) with { Status = 400, Retryable = false },
            _ when IsTimeLike(fault) => Local("upstream.unreachable", null) with { Status = 504 },
            _ => Local("upstream.unreachable", null),
        });
    }

    public CompletionResult TooLarge(long at, long limit) => Failed(at, Local("upstream.too_large", $"more than {limit} bytes"));

    /// <summary>Any status but 200, or a body that is no answer.</summary>
    public CompletionResult Refused(HttpResponseMessage response, ReadOnlySpan<byte> body, long at)
    {
        var error = UpstreamErrorReader.Read(body, endpoint.ApiKey);
        var status = (int)response.StatusCode;
        return Failed(at, status switch
        {
            < 300 => Local("upstream.unexpected_content", error.Raw),
            < 400 => Classify(status, error) with { Status = 502, Code = "upstream.redirected", Retryable = false },
            _ => Classify(status, error),
        });
    }

    private ProviderFailure Classify(int status, UpstreamError error) =>
        FailureClassifier.Classify(status, error, _label, request.Model, _header, time.GetUtcNow(), endpoint.ApiKey);

    private ProviderFailure Local(string code, string? detail) => FailureSentences.Local(code, _label, detail);

    private CompletionResult Failed(long at, ProviderFailure failure) => Result(FinishReason.Failed, at, failure);

    private FinishReason Refine(FinishReason finish) => finish switch
    {
        FinishReason.Stop when recorder.Refusal is not null => FinishReason.Refusal,
        FinishReason.Stop when recorder.Tools.Count > 0 => FinishReason.ToolCalls,
        _ => finish,
    };

    private CompletionResult Result(FinishReason finish, long at, ProviderFailure? failure) => new()
    {
        Finish = finish,
        NativeFinish = recorder.NativeFinish,
        Timings = recorder.Timings(_firstByte, _content.SentAt is null ? null : Since(at)),
        Usage = call.ReadUsage(recorder.Usage),
        Failure = failure,
        ResponseModel = recorder.ResponseModel,
        ResponseId = recorder.ResponseId,
        ServedBy = recorder.ServedBy,
        ToolCalls = recorder.Tools.ToList(turn: Guid.NewGuid().ToString("N")[..16]),
        Refusal = recorder.Refusal,
        ServerReported = recorder.ServerReported,
    };

    // Time-outs, resets and unknown hosts count as 504, all else as 502, as clients of the first product expect.
    private static bool IsTimeLike(Exception fault) =>
        fault is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
        || fault.GetBaseException() is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.ConnectionReset or SocketError.HostNotFound };
}
