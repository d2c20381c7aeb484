using System.Buffers;
using System.Diagnostics;
using System.Net;
using Podium.GenerationService.Providers.Errors;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Http;

/// <summary>
/// Runs one exchange of any format: sends, stamps each read before any other work, feeds the parser, and holds the limits on size and time.
/// </summary>
internal sealed class ProviderHttp(HttpMessageInvoker http, ProviderLimits limits, TimeProvider time)
{
    public async Task<CompletionResult> RunAsync(
        WireCall call, ChatRequest request, ProviderEndpoint endpoint, ICompletionSink sink, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exchange = new Exchange(call, request, endpoint, new CompletionRecorder(sink), time);
        try
        {
            using var message = exchange.CreateMessage();
            patience.CancelAfter(limits.FirstByteTimeout);
            using var response = await http.SendAsync(message, patience.Token);
            exchange.OnHeaders(response, Stopwatch.GetTimestamp());
            return response.StatusCode != HttpStatusCode.OK || Exchange.HasForeignContent(response)
                ? await ReadErrorAsync(exchange, response, patience, cancellationToken)
                : await ReadAnswerAsync(exchange, response, patience);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return exchange.Cancelled(Stopwatch.GetTimestamp());
        }
        catch (OperationCanceledException)
        {
            return exchange.TimedOut(Stopwatch.GetTimestamp());
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return cancellationToken.IsCancellationRequested ? exchange.Cancelled(Stopwatch.GetTimestamp()) : exchange.Broken(fault, Stopwatch.GetTimestamp());
        }
    }

    private async Task<CompletionResult> ReadAnswerAsync(Exchange exchange, HttpResponseMessage response, CancellationTokenSource patience)
    {
        await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(limits.ReadBufferBytes);
        try
        {
            StreamParser? parser = null;
            for (long total = 0; ;)
            {
                patience.CancelAfter(exchange.IsAnswered ? limits.ClosingTimeout : limits.IdleTimeout);
                var count = await body.ReadAsync(buffer.AsMemory(0, limits.ReadBufferBytes), patience.Token);
                var at = Stopwatch.GetTimestamp();
                parser ??= exchange.CreateParser(response, buffer.AsSpan(0, count), limits);
                if (count == 0)
                {
                    parser.End(exchange.Since(at));
                    return exchange.Finished(at);
                }

                total += count;
                if (total > limits.MaxResponseBytes)
                {
                    return exchange.TooLarge(at, limits.MaxResponseBytes);
                }

                parser.Feed(buffer.AsSpan(0, count), exchange.Since(at));
                if (exchange.IsTerminated)
                {
                    return exchange.Finished(at);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<CompletionResult> ReadErrorAsync(
        Exchange exchange, HttpResponseMessage response, CancellationTokenSource patience, CancellationToken cancellationToken)
    {
        patience.CancelAfter(limits.ErrorBodyTimeout);
        var bytes = new byte[limits.MaxErrorBodyBytes];
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
            length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, patience.Token);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The status says enough; a body that does not come whole only costs the details.
            length = bytes.AsSpan().IndexOf((byte)0) is var end and >= 0 ? end : bytes.Length;
        }

        return exchange.Refused(response, bytes.AsSpan(0, length), Stopwatch.GetTimestamp());
    }
}
