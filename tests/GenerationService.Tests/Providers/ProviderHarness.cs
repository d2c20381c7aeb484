using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Anthropic;
using Podium.GenerationService.Providers.Catalog;
using Podium.GenerationService.Providers.Gemini;
using Podium.GenerationService.Providers.Http;
using Podium.GenerationService.Providers.Ollama;
using Podium.GenerationService.Providers.OpenAI;
using Podium.GenerationService.Providers.Parameters;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>The adapters over real sockets, against a fake upstream.</summary>
internal sealed class ProviderHarness : IAsyncDisposable
{
    private readonly ProviderConnections _connections;

    private ProviderHarness(FakeProvider fake, ProviderLimits? limits)
    {
        Fake = fake;
        _connections = new ProviderConnections(new SocketsHttpHandler(), new ProvidersOptions());
        Http = new ProviderHttp(_connections.Http, limits ?? new ProviderLimits(), TimeProvider.System);
    }

    public FakeProvider Fake { get; }

    public ProviderHttp Http { get; }

    public LearnedRules Learned { get; } = new();

    public static async Task<ProviderHarness> StartAsync(ProviderLimits? limits = null) => new(await FakeProvider.StartAsync(), limits);

    public ProviderEndpoint Endpoint(WireFormat wire, string? provider = null, string? key = "test-key-123") => new(
        provider ?? wire switch { WireFormat.Anthropic => "anthropic", WireFormat.Gemini => "google", WireFormat.Ollama => "ollama", _ => "openai" },
        wire,
        new Uri(wire == WireFormat.OpenAI ? $"{Fake.BaseUrl}/v1" : Fake.BaseUrl),
        key,
        new Dictionary<string, string>());

    public async Task<(CompletionResult Result, RecordingSink Sink)> RunAsync(
        ProviderEndpoint endpoint, ChatRequest request, CancellationToken cancellationToken = default)
    {
        var sink = new RecordingSink();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var result = await Provider(endpoint.Wire).CompleteAsync(request, endpoint, sink, limit.Token);
        return (result, sink);
    }

    public IChatProvider Provider(WireFormat wire) => new HttpChatProvider(
        wire switch
        {
            WireFormat.Anthropic => new AnthropicProtocol(),
            WireFormat.Gemini => new GeminiProtocol(),
            WireFormat.Ollama => new OllamaProtocol(Options.Create(new ProvidersOptions())),
            _ => new OpenAIProtocol(),
        },
        Http,
        Learned);

    public static ChatRequest Ask(string model = "m", string text = "ping", bool stream = true) =>
        new() { Model = model, Messages = [new ChatMessage(ChatRole.User, text)], Stream = stream };

    // Theories need a public type.
    public static WireFormat WireOf(FakeWire wire) => Enum.Parse<WireFormat>(wire.ToString());

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await Fake.DisposeAsync();
    }
}
