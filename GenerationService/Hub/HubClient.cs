using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Hub;

/// <summary>Searches the Hub for models that some inference provider serves.</summary>
internal sealed class HubClient(HttpClient http, IOptions<HubOptions> options)
{
    private const int MaxAnswerBytes = 4 * 1024 * 1024;

    /// <summary>By downloads, most first. Asks for more than wanted, since most models of the Hub are served by nobody.</summary>
    /// <exception cref="UpstreamException">502 or 504 with a sentence for a person.</exception>
    public async Task<IReadOnlyList<HubModel>> SearchAsync(string query, int limit, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync(SearchUri(query, Math.Min(limit * 3, 60)), cancellationToken);
        return [.. Models(answer.RootElement).Where(model => model.Providers.Count > 0).Take(limit)];
    }

    private Uri SearchUri(string query, int limit) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{options.Value.BaseUrl.TrimEnd('/')}/api/models?search={Uri.EscapeDataString(query)}&sort=downloads&direction=-1&limit={limit}&expand[]=inferenceProviderMapping"));

    private async Task<JsonDocument> GetAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        try
        {
            using var response = await http.GetAsync(uri, HttpCompletionOption.ResponseContentRead, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw Failed($"The Hugging Face Hub answered the search with status {(int)response.StatusCode}. Type the model id, or try again later.");
            }

            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            return await JsonDocument.ParseAsync(body, cancellationToken: limit.Token);
        }
        catch (HttpRequestException)
        {
            throw Failed("The Hugging Face Hub cannot be reached. Type the model id, or try again later.");
        }
        catch (JsonException)
        {
            throw Failed("The Hugging Face Hub answered the search with something that is not JSON.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpstreamException(504, "hub.timeout", $"The Hugging Face Hub did not answer within {options.Value.TimeoutSeconds} seconds. Type the model id, or try again later.");
        }
    }

    /// <summary>How the client is set up: the answer is bounded, and a redirect to elsewhere is not followed.</summary>
    public static void Configure(HttpClient http)
    {
        http.MaxResponseContentBufferSize = MaxAnswerBytes;
        http.Timeout = Timeout.InfiniteTimeSpan;
    }

    // [{"id":"acme/Foo-7B","inferenceProviderMapping":[{"provider":"novita","status":"live","providerId":"foo","task":"conversational"}]}]
    // or, as the page of one model has it: "inferenceProviderMapping":{"novita":{"status":"live","providerId":"foo"}}
    private static IEnumerable<HubModel> Models(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Array)
        {
            throw Failed("The Hugging Face Hub answered the search with something that is not a list.");
        }

        foreach (var model in answer.EnumerateArray())
        {
            if ((Text(model, "id") ?? Text(model, "modelId")) is { } id)
            {
                yield return new HubModel(id, id[(id.LastIndexOf('/') + 1)..], Artifacts.ArtifactOrigin.VendorOf(id), Providers(model));
            }
        }
    }

    private static List<string> Providers(JsonElement model)
    {
        if (!model.TryGetProperty("inferenceProviderMapping", out var mapping))
        {
            return [];
        }

        var providers = mapping.ValueKind switch
        {
            JsonValueKind.Array => mapping.EnumerateArray().Where(IsLive).Select(entry => Text(entry, "provider")),
            JsonValueKind.Object => mapping.EnumerateObject().Where(entry => IsLive(entry.Value)).Select(entry => entry.Name),
            _ => [],
        };
        return [.. providers.OfType<string>().Distinct()];
    }

    // Staging is for the provider's own tests; an entry without a status predates it.
    private static bool IsLive(JsonElement entry) => entry.ValueKind == JsonValueKind.Object && (Text(entry, "status") ?? "live") == "live";

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static UpstreamException Failed(string message) => new(502, "hub.failed", message);
}

/// <param name="Providers">Who serves it, as the suffix of a model id takes them.</param>
internal sealed record HubModel(string ModelId, string Label, string Vendor, IReadOnlyList<string> Providers);
