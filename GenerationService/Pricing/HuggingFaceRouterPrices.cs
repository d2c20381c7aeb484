using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Podium.GenerationService.Pricing;

/// <summary>
/// The prices that the Hugging Face router publishes for each model and provider. They are fetched in the background once a routed model has been asked
/// for, and again when they have aged; a look-up never waits. Without a network the built-in table is used.
/// </summary>
internal sealed partial class HuggingFaceRouterPrices(
    IHttpClientFactory http,
    IConfiguration configuration,
    IOptions<PricingOptions> options,
    TimeProvider time,
    ILogger<HuggingFaceRouterPrices> logger) : BackgroundService
{
    public const string HttpClientName = "huggingface-router-prices";
    private const int MostBytes = 32 * 1024 * 1024;
    private const string DefaultBaseUrl = "https://router.huggingface.co/v1";

    /// <summary>After a failure, how long the router is left alone.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(5);

    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private RouterSnapshot? _snapshot;
    private long _nextFetchTicks;

    public RouterSnapshot? Snapshot => Volatile.Read(ref _snapshot);

    public Uri ModelsUrl { get; } = Models(configuration["HF_BASE_URL"]);

    /// <param name="model">Lower case, without a suffix.</param>
    public PriceQuote? Find(string model, string? servedBy)
    {
        if (options.Value.RouterPrices && time.GetUtcNow().UtcTicks >= Volatile.Read(ref _nextFetchTicks))
        {
            _wanted.Writer.TryWrite(true);
        }

        return Snapshot?.Find(model, servedBy);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _wanted.Reader.ReadAllAsync(stoppingToken))
        {
            if (time.GetUtcNow().UtcTicks >= Volatile.Read(ref _nextFetchTicks))
            {
                var next = await RefreshAsync(stoppingToken) ? TimeSpan.FromMinutes(options.Value.RouterRefreshMinutes) : _pause;
                Volatile.Write(ref _nextFetchTicks, (time.GetUtcNow() + next).UtcTicks);
            }
        }
    }

    private async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(options.Value.RouterTimeoutSeconds));
        try
        {
            using var client = http.CreateClient(HttpClientName);
            client.MaxResponseContentBufferSize = MostBytes;
            var json = await client.GetByteArrayAsync(ModelsUrl, timeout.Token);
            var snapshot = RouterSnapshot.Parse(json, ModelsUrl, time.GetUtcNow());
            Volatile.Write(ref _snapshot, snapshot);
            LogRead(logger, snapshot.Count, ModelsUrl);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or InvalidOperationException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogUnread(logger, ModelsUrl, error.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Read {Count} prices from {Url}")]
    private static partial void LogRead(ILogger logger, int count, Uri url);

    [LoggerMessage(Level = LogLevel.Information, Message = "The router's prices could not be read from {Url} ({Reason}); the built-in table is used")]
    private static partial void LogUnread(ILogger logger, Uri url, string reason);

    /// <summary>Accepts what people put into HF_BASE_URL: with or without /v1, with /chat/completions.</summary>
    private static Uri Models(string? baseUrl)
    {
        var text = (string.IsNullOrWhiteSpace(baseUrl) ? DefaultBaseUrl : baseUrl.Trim()).TrimEnd('/');
        text = text.EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase) ? text[..^"/chat/completions".Length] : text;
        text = text.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? text : text + "/v1";
        return Uri.TryCreate(text + "/models", UriKind.Absolute, out var url) ? url : new Uri(DefaultBaseUrl + "/models");
    }
}
