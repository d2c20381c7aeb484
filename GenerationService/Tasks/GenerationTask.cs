namespace Podium.GenerationService.Tasks;

/// <summary>What a model can be asked to build.</summary>
/// <param name="Id">In requests and stored results.</param>
/// <param name="PromptVersion">Raised whenever a word of the prompt changes: results of different versions are not the same test.</param>
/// <param name="Prompt">The instruction as sent, without attachments; empty for a free prompt.</param>
internal sealed record GenerationTask(string Id, string Title, string Summary, string PromptVersion, bool UsesBaseline, bool UsesImage, string Prompt)
{
    public const string Redesign = "html_redesign";
    public const string Form = "multistep_form";
    public const string ImageToCode = "image_to_code";
    public const string Free = "free";

    /// <summary>The page that is handed over with the prompt, for people to look at.</summary>
    public string? BaselineUrl => UsesBaseline ? "/api/generate/tasks/html_redesign/baseline" : null;

    /// <summary>The picture that is handed over with the prompt.</summary>
    public string? ImageUrl => UsesImage ? "/api/generate/tasks/image_to_code/image" : null;
}

/// <summary>The task part of a generation request, as the body has it.</summary>
/// <param name="TaskId">Null or empty asks for the redesign.</param>
/// <param name="TaskContext">What the task needs besides: a JSON object, or null.</param>
/// <param name="Prompt">For a free prompt.</param>
/// <param name="SkillContent">Extra guidance for the model.</param>
internal sealed record TaskRequest(string? TaskId, System.Text.Json.JsonElement? TaskContext, string? Prompt, string? SkillContent);

/// <summary>A task made ready to send.</summary>
internal sealed record TaskPlan(GenerationTask Task, IReadOnlyList<Providers.ChatMessage> Messages)
{
    /// <summary>The same without pictures, for a model that takes none.</summary>
    public IReadOnlyList<Providers.ChatMessage> MessagesWithoutImages =>
        [.. Messages.Select(message => message.Images.Count == 0 ? message : message with { Images = [] })];

    public bool HasImages => Messages.Any(message => message.Images.Count > 0);
}
