using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>One call: a request on its way, a response being read, and the single status both end with.</summary>
internal sealed class ClientCall<TRequest, TResponse> : IResponseSource<TResponse>, IWriteFailures, IDisposable
    where TRequest : class
    where TResponse : class
{
    private static readonly Status _cancelledByClient = new(StatusCode.Cancelled, "Call canceled by the client.");
    private static readonly StreamPipeReaderOptions _readerOptions = new(bufferSize: 16 * 1024);
    private static readonly TimeSpan _maxTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<MessageReader<TResponse>?> _reader = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationToken _token;
    private readonly GrpcChannel _channel;
    private readonly Method<TRequest, TResponse> _method;
    private readonly CallOptions _options;
    private CancellationTokenRegistration _registration;
    private Timer? _timer;
    private StreamingRequest? _streaming;
    private HttpResponseMessage? _response;
    private Status _status;
    private Metadata _trailers = Metadata.Empty;
    private int _ending;

    private ClientCall(GrpcChannel channel, Method<TRequest, TResponse> method, CallOptions options)
    {
        ObjectDisposedException.ThrowIf(channel.IsDisposed, channel);
        if (options.Deadline is { Kind: not DateTimeKind.Utc } deadline && deadline != DateTime.MaxValue && deadline != DateTime.MinValue)
        {
            throw new InvalidOperationException(
                "Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue.");
        }

        (_channel, _method, _options, _token) = (channel, method, options, _cancellation.Token);
    }

    public Task<Metadata> ResponseHeadersAsync => _headers.Task;

    private bool IsFinished => _finished.Task.IsCompleted;

    private bool DeadlinePassed => _options.Deadline is { } deadline && DateTime.UtcNow >= deadline;

    public static ClientCall<TRequest, TResponse> Start(
        GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, options);
        try
        {
            var message = new MessageBuffer(channel.MaxSendMessageSize).Write(request, method.RequestMarshaller);
            call.Send(new SingleRequest(message), host);
        }
        catch (RpcException e)
        {
            call.Finish(e.Status, Metadata.Empty);
        }

        return call;
    }

    public static (ClientCall<TRequest, TResponse> Call, IClientStreamWriter<TRequest> Requests) StartStream(
        GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, options);
        var content = call._streaming = new StreamingRequest();
        call.Send(content, host);
        return (call, new RequestStreamWriter<TRequest>(content, method.RequestMarshaller, channel.MaxSendMessageSize, call, call._token));
    }

    public Status GetStatus() =>
        IsFinished ? _status : throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers() =>
        IsFinished ? _trailers : throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");

    public void Dispose() => CancelCall();

    public void CancelCall() => Finish(_cancelledByClient, Metadata.Empty);

    public async Task<RpcException> ExplainAsync(Exception exception)
    {
        // The one reader of these calls is already waiting for the status; on others it may come much later.
        if (!IsFinished && _method.Type == MethodType.ClientStreaming)
        {
            await _finished.Task.ConfigureAwait(false);
        }

        return IsFinished ? Failure() : new RpcException(StatusOf(exception));
    }

    /// <summary>The one response of a call, once its status is known to be OK.</summary>
    public async Task<TResponse> ReadSingleAsync()
    {
        var message = await ReadAsync(CancellationToken.None).ConfigureAwait(false);
        if (message is null)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Failed to deserialize response message."), _trailers);
        }

        if (await ReadAsync(CancellationToken.None).ConfigureAwait(false) is not null)
        {
            Finish(new Status(StatusCode.Internal, "Unexpected data after finished reading message."), Metadata.Empty);
            throw Failure();
        }

        return message;
    }

    public async ValueTask<TResponse?> ReadAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static state => ((ClientCall<TRequest, TResponse>)state!).CancelCall(), this);
        if (!IsFinished && await _reader.Task.ConfigureAwait(false) is { } reader)
        {
            try
            {
                if (await reader.ReadAsync(_token).ConfigureAwait(false) is { } message)
                {
                    return message;
                }

                FinishFromTrailers();
            }
            catch (Exception e)
            {
                Finish(StatusOf(e), Metadata.Empty);
            }

            reader.Complete();
        }

        await _finished.Task.ConfigureAwait(false);
        return _status.StatusCode == StatusCode.OK ? null : throw Failure();
    }

    private void Send(HttpContent content, string? host)
    {
        if (_options.Deadline is { } deadline)
        {
            var remaining = deadline - DateTime.UtcNow;
            if (remaining <= TimeSpan.Zero)
            {
                Finish(new Status(StatusCode.DeadlineExceeded, ""), Metadata.Empty);
                return;
            }

            // A deadline beyond what a timer can hold is the server's to keep.
            _timer = remaining > _maxTimer ? null : new Timer(
                static state => ((ClientCall<TRequest, TResponse>)state!).PassDeadline(), this, remaining, Timeout.InfiniteTimeSpan);
        }

        _registration = _options.CancellationToken.UnsafeRegister(
            static state => ((ClientCall<TRequest, TResponse>)state!).CancelCall(), this);
        if (IsFinished)
        {
            // The deadline passed in between, and so could not yet take the registration away.
            _registration.Unregister();
        }

        _ = SendAsync(RequestHead.Create(_channel.UriOf(_method), content, host, _options));
    }

    private async Task SendAsync(HttpRequestMessage request)
    {
        try
        {
            var response = _response = await _channel.Invoker.SendAsync(request, _token).ConfigureAwait(false);
            if (IsFinished)
            {
                response.Dispose();
                return;
            }

            var headers = ResponseHead.MetadataOf(response.Headers);
            _headers.TrySetResult(headers);
            if (ResponseHead.EarlyStatus(response) is { } status)
            {
                Finish(status, headers);
                return;
            }

            var encoding = response.Headers.NonValidated.TryGetValues(WireHeaders.Encoding, out var values) ? values.ToString() : null;
            var stream = await response.Content.ReadAsStreamAsync(_token).ConfigureAwait(false);
            _reader.TrySetResult(new MessageReader<TResponse>(
                PipeReader.Create(stream, _readerOptions), _method.ResponseMarshaller, _channel.MaxReceiveMessageSize, encoding));
        }
        catch (Exception e)
        {
            Finish(StatusOf(e), Metadata.Empty);
        }
    }

    private void PassDeadline() => Finish(new Status(StatusCode.DeadlineExceeded, ""), Metadata.Empty);

    private void FinishFromTrailers()
    {
        var trailers = _response!.TrailingHeaders;
        Finish(
            ResponseHead.StatusOf(trailers) ?? new Status(StatusCode.Unknown, "No grpc-status found on response."),
            ResponseHead.MetadataOf(trailers));
    }

    // A server that keeps the deadline resets the stream about when the local timer fires.
    private Status StatusOf(Exception exception) =>
        DeadlinePassed ? new Status(StatusCode.DeadlineExceeded, "", exception)
        : _token.IsCancellationRequested ? new Status(StatusCode.Cancelled, _cancelledByClient.Detail, exception)
        : TransportFailure.ToStatus(exception);

    private RpcException Failure() => new(_status, _trailers);

    /// <summary>The first to come sets the status; everything the call holds is let go of.</summary>
    private void Finish(Status status, Metadata trailers)
    {
        if (Interlocked.Exchange(ref _ending, 1) == 1)
        {
            return;
        }

        (_status, _trailers) = (status, trailers);
        _finished.TrySetResult();
        _reader.TrySetResult(null);
        if (_headers.TrySetException(Failure()))
        {
            _ = _headers.Task.Exception;
        }

        _streaming?.Abandon(Failure());
        _timer?.Dispose();
        _registration.Unregister();
        _cancellation.Cancel();
        _response?.Dispose();
    }
}
