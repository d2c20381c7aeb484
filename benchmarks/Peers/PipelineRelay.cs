using System.Buffers;
using System.Text.Json;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Http;
using Podium.GenerationService.Providers.OpenAI;
using Podium.GenerationService.Providers.Parameters;

namespace Podium.Benchmarks.Peers;

/// <summary>Podium's own parts of the stream without jobs and database: adapter, clock, event log and its frames, written to the response after each read.</summary>
internal static class PipelineRelay
{
    public static void Map(WebApplication app, string target)
    {
        var connections = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = 2048, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
        var provider = new HttpChatProvider(new OpenAIProtocol(), new ProviderHttp(connections, new ProviderLimits(), TimeProvider.System), new LearnedRules());
        var endpoint = new ProviderEndpoint("openai", WireFormat.OpenAI, new Uri(new Uri(target), "/v1"), "sk-bench", new Dictionary<string, string>());
        app.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            var request = new ChatRequest
            {
                Model = body.RootElement.GetProperty("model").GetString()!,
                Messages = [new ChatMessage(ChatRole.User, "ping")],
            };
            context.Response.ContentType = "text/event-stream";
            var sink = new ResponseSink(context.Response.BodyWriter);
            await provider.CompleteAsync(request, endpoint, sink, context.RequestAborted);
            await sink.FinishAsync();
        });
    }

    private sealed class ResponseSink(System.IO.Pipelines.PipeWriter writer) : ICompletionSink
    {
        private readonly EventLog _log = new();
        private Task _flush = Task.CompletedTask;

        public void OnDelta(DeltaChannel channel, ReadOnlySpan<char> text, TimeSpan sinceSent) => _log.AppendDelta(channel, text, sinceSent);

        public void OnReadCompleted()
        {
            // The reader must not wait for a slow client: what comes meanwhile goes out with the next flush, as in the product.
            if (_flush.IsCompleted)
            {
                Write();
                _flush = writer.FlushAsync().AsTask();
            }
        }

        public async Task FinishAsync()
        {
            await _flush;
            Write();
            await writer.FlushAsync();
        }

        private void Write()
        {
            if (_log.Take() is { } segment)
            {
                writer.Write(segment.Frames.Span);
            }
        }
    }
}
