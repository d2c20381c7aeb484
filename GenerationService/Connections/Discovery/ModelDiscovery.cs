using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Catalog;
using Podium.GenerationService.Providers.Errors;
using Podium.GenerationService.Providers.Http;
using Podium.ServiceDefaults.Outbound;

namespace Podium.GenerationService.Connections.Discovery;

/// <summary>Asks a connection which models it has, on the way that completions take: same pool, same guard, same headers.</summary>
internal sealed class ModelDiscovery(
    ConnectionEndpoints endpoints, ConnectionKeys keys, ProviderConnections connections, IOptions<GarageOptions> options, TimeProvider time)
{
    private const int MostModels = 10_000;
    private const int MostPages = 20;
    private const int MaxAnswerBytes = 16 << 20;
    private const int MaxErrorBytes = 4 << 10;

    /// <summary>Whatever happens there is in the result.</summary>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<DiscoveryResult> RunAsync(Connection connection, CancellationToken cancellationToken)
    {
        var key = keys.Resolve(connection);
        if (key.Problem is { } problem)
        {
            return new DiscoveryResult([], null, new DiscoveryFailure(DiscoveryFault.KeyUnreadable, problem));
        }

        var provider = endpoints.Provider(connection.Kind);
        if (provider.IsDemo)
        {
            return new DiscoveryResult([.. provider.Presets.Select(preset => preset.ModelId)], TimeSpan.Zero, null);
        }

        var started = Stopwatch.GetTimestamp();
        var patience = TimeSpan.FromMilliseconds(options.Value.DiscoveryTimeoutMs);
        using var limit = new CancellationTokenSource(patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var words = new DiscoveryWords(connection, key);
        DiscoveryFailure? failure = null;
        var models = new List<string>();
        try
        {
            failure = await ReadPagesAsync(endpoints.Of(connection, key.Value), models, words, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = words.TimedOut(patience);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            failure = words.Broken(fault);
        }

        return new DiscoveryResult(failure is null ? models : [], Stopwatch.GetElapsedTime(started), failure);
    }

    private async Task<DiscoveryFailure?> ReadPagesAsync(ProviderEndpoint endpoint, List<string> models, DiscoveryWords words, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        string? after = null;
        for (var pages = 0; pages < MostPages && models.Count < MostModels; pages++)
        {
            words.Uri = ModelListing.Page(endpoint, after);
            using var response = await SendAsync(endpoint, words.Uri, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return words.Refused(response.StatusCode, await ReadErrorAsync(response, cancellationToken));
            }

            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
            if (ModelPage.Read(endpoint.Wire, await response.Content.ReadAsByteArrayAsync(cancellationToken)) is not { } page)
            {
                return words.NotAList(response.Content.Headers.ContentType?.MediaType);
            }

            models.AddRange(page.Models.Where(known.Add).Take(MostModels - models.Count));
            if (page.Next is null || page.Next == after)
            {
                return null;
            }

            after = page.Next;
        }

        return null;
    }

    private async Task<HttpResponseMessage> SendAsync(ProviderEndpoint endpoint, Uri uri, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        request.Headers.TryAddWithoutValidation("User-Agent", "Podium/0.1");
        foreach (var (name, value) in ModelListing.Headers(endpoint))
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await connections.Http.SendAsync(request, cancellationToken);
    }

    private static async Task<byte[]> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MaxErrorBytes];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }
}
