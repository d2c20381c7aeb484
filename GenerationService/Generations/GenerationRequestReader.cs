using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Catalog;
using Podium.GenerationService.Tasks;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Generations;

/// <summary>Checks a body by the seed's rules; every refusal is a 400 that names the field as the client spelled it.</summary>
internal sealed partial class GenerationRequestReader(ProviderCatalog catalog, RequestedEndpoints endpoints, IOptions<GenerationOptions> options)
{
    private const string HuggingFace = "huggingface";
    private const int MaxModelIdLength = 256;
    private const int MaxLabelLength = 120;

    private static readonly JsonSerializerOptions _stored = new(GenerationJson.Options)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly string[] _efforts = ["none", "minimal", "low", "medium", "high", "xhigh"];

    public Task<GenerationRequest> ReadAsync(GenerateBody body, PodiumUser owner, CancellationToken cancellationToken) =>
        ReadAsync(body, owner, "providerHint", "providerCandidates", cancellationToken);

    public Task<GenerationRequest> ReadAsync(GenerateHuggingFaceBody body, PodiumUser owner, CancellationToken cancellationToken) =>
        ReadAsync(body.ToUnified(), owner, "provider", "providers", cancellationToken);

    private async Task<GenerationRequest> ReadAsync(
        GenerateBody body, PodiumUser owner, string hintField, string candidatesField, CancellationToken cancellationToken)
    {
        var provider = FindProvider(body.Provider);
        var modelId = ReadModelId(body.ModelId);
        CheckRouterFields(body, provider);
        CheckSampling(body);
        var task = TaskCatalog.Plan(new TaskRequest(body.TaskId, body.TaskContext, body.Prompt, body.SkillContent));
        var route = provider.Id == HuggingFace
            ? RoutedModel.Read(modelId, body.ProviderHint, body.ProviderCandidates, hintField, candidatesField)
            : new RoutedModel(modelId, null, []);
        var endpoint = await endpoints.ResolveAsync(provider.Id, body.KeyFor(provider.KeyField), body.BaseUrl, body.BillTo, cancellationToken);
        return new GenerationRequest
        {
            Owner = owner,
            SessionId = body.SessionId,
            Provider = provider.Id,
            ModelId = route.ModelId,
            Label = LabelOf(route.ModelId, provider),
            Vendor = VendorOf(route.ModelId, provider),
            Demo = provider.IsDemo,
            TaskId = task.Task.Id,
            PromptVersion = task.Task.PromptVersion,
            ParentArtifactId = body.ParentArtifactId,
            Plan = provider.Id == HuggingFace
                ? AttemptPlan.ForRouter(route.ModelId, route.Hint, route.Candidates)
                : AttemptPlan.Direct(route.ModelId, provider.Id),
            Endpoint = endpoint,
            Chat = new ChatRequest
            {
                Model = route.ModelId,
                Messages = task.Messages,
                MaxOutputTokens = body.MaxTokens ?? options.Value.MaxTokens,
                Temperature = body.Temperature,
                TopP = body.TopP,
                Seed = body.Seed,
                ReasoningEffort = string.IsNullOrWhiteSpace(body.ReasoningEffort) ? null : body.ReasoningEffort.Trim().ToLowerInvariant(),
                TaskId = task.Task.Id,
            },
            Stored = Store(body),
        };
    }

    private static string Store(GenerateBody body)
    {
        try
        {
            return JsonSerializer.Serialize(body.WithoutKeys(), _stored);
        }
        catch (JsonException)
        {
            // The one part that is kept as it came: half a surrogate pair in it cannot be written again.
            throw new InvalidInputException("taskContext", "taskContext holds text that is not valid Unicode.");
        }
    }

    private ProviderDescription FindProvider(string? id)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            throw new InvalidInputException("provider", "provider is required.");
        }

        return catalog.Find(id)
            ?? throw new InvalidInputException("provider", $"Unknown provider. Known are: {string.Join(", ", catalog.All.Select(p => p.Id))}.");
    }

    private static string ReadModelId(string? text)
    {
        var id = text?.Trim();
        return string.IsNullOrEmpty(id) ? throw new InvalidInputException("modelId", "modelId is required.")
            : id.Length > MaxModelIdLength ? throw new InvalidInputException("modelId", $"modelId has more than {MaxModelIdLength} characters.")
            : id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? throw new InvalidInputException("modelId", "modelId must not contain spaces or control characters.")
            : id;
    }

    private static void CheckRouterFields(GenerateBody body, ProviderDescription provider)
    {
        if (provider.Id == HuggingFace)
        {
            if (!string.IsNullOrWhiteSpace(body.BillTo) && !BillToPattern().IsMatch(body.BillTo.Trim()))
            {
                throw new InvalidInputException("billTo", "billTo must be a Hugging Face user or organisation name.");
            }

            return;
        }

        var given = !string.IsNullOrWhiteSpace(body.ProviderHint) ? "providerHint"
            : body.ProviderCandidates is { Count: > 0 } ? "providerCandidates"
            : !string.IsNullOrWhiteSpace(body.BillTo) ? "billTo"
            : null;
        if (given is not null)
        {
            throw new InvalidInputException(given, $"{given} can only be used with the provider huggingface.");
        }
    }

    private static void CheckSampling(GenerateBody body)
    {
        Check(body.Temperature is null or (>= 0 and <= 2), "temperature", "temperature must be between 0 and 2.");
        Check(body.TopP is null or (> 0 and <= 1), "topP", "topP must be above 0 and at most 1.");
        Check(body.MaxTokens is null or (>= 1 and <= 1_000_000), "maxTokens", "maxTokens must be between 1 and 1000000.");
        Check(
            string.IsNullOrWhiteSpace(body.ReasoningEffort) || _efforts.Contains(body.ReasoningEffort.Trim().ToLowerInvariant()),
            "reasoningEffort",
            $"reasoningEffort must be one of {string.Join(", ", _efforts)}.");
    }

    private static void Check(bool holds, string field, string message)
    {
        if (!holds)
        {
            throw new InvalidInputException(field, message);
        }
    }

    private static string LabelOf(string modelId, ProviderDescription provider)
    {
        var preset = provider.Presets.FirstOrDefault(p => p.ModelId == modelId);
        var label = preset?.Label ?? modelId[(modelId.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');
        return label.Length <= MaxLabelLength ? label : label[..MaxLabelLength];
    }

    /// <summary>Routers serve many vendors, named by the model id; anybody else is their own.</summary>
    private static string VendorOf(string modelId, ProviderDescription provider)
    {
        if (provider.Id is not (HuggingFace or "openrouter" or "aipipe"))
        {
            return provider.Id;
        }

        var end = modelId.IndexOf('/') is var slash and > 0 ? slash : modelId.IndexOf('-');
        return end > 0 ? modelId[..end].ToLowerInvariant() : "unknown";
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z")]
    private static partial Regex BillToPattern();
}
