using System.ComponentModel;
using System.Text;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Artifacts;

/// <summary>A page handed in by a person or a script.</summary>
internal sealed record IngestRequest
{
    public const int MaxHtmlBytes = 512_000;

    [Description("Letters, digits and . _ / -, at most 128; one entry per model id is listed, older ones stay as revisions")]
    public string? ModelId { get; init; }

    public string? Label { get; init; }

    public string? PromptVersion { get; init; }

    [Description("model, agent or baseline")]
    public string? SourceType { get; init; }

    [Description("A whole page, at most 512,000 bytes of UTF-8")]
    public string? Html { get; init; }

    public string? SourceRef { get; init; }

    public string? Provider { get; init; }

    public string? Vendor { get; init; }

    public string? TaskId { get; init; }

    [Description("The artifact this one is a revision of")]
    public Guid? ParentId { get; init; }

    /// <exception cref="InvalidInputException">Names the first field that is missing or not acceptable.</exception>
    /// <exception cref="ConflictException">The model id is the baseline's.</exception>
    public NewArtifact ToArtifact(PodiumUser author)
    {
        var modelId = ModelIds.Check(Required(ModelId, "modelId", 128));
        var label = Required(Label, "label", 200);
        var promptVersion = Required(PromptVersion, "promptVersion", 64);
        var sourceType = CheckSourceType(Required(SourceType, "sourceType", 64));
        var sourceRef = Optional(SourceRef, "sourceRef", 2_000);
        var (provider, vendor) = ArtifactOrigin.Of(
            modelId, sourceType, sourceRef, Optional(Provider, "provider", 128), Optional(Vendor, "vendor", 128));
        if (Baseline.IsReserved(modelId))
        {
            throw new ConflictException("The baseline is read-only: choose another modelId.", "artifact.read_only");
        }

        return new NewArtifact
        {
            ModelId = modelId,
            Label = label,
            PromptVersion = promptVersion,
            SourceType = sourceType,
            SourceRef = sourceRef,
            Provider = provider,
            Vendor = vendor,
            TaskId = Optional(TaskId, "taskId", 64),
            ParentId = ParentId,
            AuthorId = author.Id,
            AuthorName = author.Name,
            Html = CheckHtml(Html),
        };
    }

    private static string CheckSourceType(string sourceType) => SourceTypes.All.Contains(sourceType)
        ? sourceType
        : throw new InvalidInputException("sourceType", $"sourceType is one of {string.Join(", ", SourceTypes.All)}.");

    private static string CheckHtml(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            throw new InvalidInputException("html", "html is required.");
        }

        if (Encoding.UTF8.GetByteCount(html) > MaxHtmlBytes)
        {
            throw new InvalidInputException("html", $"html is larger than {MaxHtmlBytes:N0} bytes.", "artifact.too_large");
        }

        PageRules.Check(html);
        return html;
    }

    private static string Required(string? value, string field, int maxLength) =>
        Optional(value, field, maxLength) ?? throw new InvalidInputException(field, $"{field} is required.");

    private static string? Optional(string? value, string field, int maxLength)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Length > maxLength)
        {
            throw new InvalidInputException(field, $"{field} is longer than {maxLength} characters.");
        }

        return text.Any(char.IsControl) ? throw new InvalidInputException(field, $"{field} holds control characters.") : text;
    }
}

internal sealed record IngestResponse(bool Ok, string ModelId, string ArtifactPath, Guid Id);
