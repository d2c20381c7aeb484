using Podium.GenerationService.Providers;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Tasks;

/// <summary>The tasks there are, and how a request becomes messages. Stateless; every refusal names the field.</summary>
internal static class TaskCatalog
{
    public const int MaxSkillCharacters = 8_000;
    public const int MaxPromptCharacters = 20_000;

    public static IReadOnlyList<GenerationTask> All { get; } =
    [
        new(
            GenerationTask.Redesign,
            "Redesign a page",
            "The same plain landing page for every model: keep all it says, make it look like today.",
            "v1",
            UsesBaseline: true,
            UsesImage: false,
            TaskPrompts.Redesign),
        new(
            GenerationTask.Form,
            "Five-step form",
            "A sign-up in five steps that checks what is entered and works by keyboard.",
            "v1",
            UsesBaseline: false,
            UsesImage: false,
            TaskPrompts.Form),
        new(
            GenerationTask.ImageToCode,
            "Picture to page",
            "A mock-up as a picture, to be rebuilt as a page.",
            "v1",
            UsesBaseline: false,
            UsesImage: true,
            TaskPrompts.ImageToCode),
        new(
            GenerationTask.Free,
            "Your own prompt",
            "Ask for any page in your own words.",
            "v1",
            UsesBaseline: false,
            UsesImage: false,
            ""),
    ];

    public static GenerationTask? Find(string id) => All.FirstOrDefault(task => task.Id == id);

    /// <exception cref="InvalidInputException">A field is missing or not acceptable; nothing was sent anywhere yet.</exception>
    public static TaskPlan Plan(TaskRequest request)
    {
        var id = string.IsNullOrWhiteSpace(request.TaskId) ? GenerationTask.Redesign : request.TaskId.Trim();
        var task = Find(id)
            ?? throw new InvalidInputException("taskId", $"There is no task '{Shorten(id)}'. Known are: {string.Join(", ", All.Select(known => known.Id))}.");
        if (request.SkillContent?.Length > MaxSkillCharacters)
        {
            throw new InvalidInputException("skillContent", $"The skill has {request.SkillContent.Length} characters; at most {MaxSkillCharacters} are allowed.");
        }

        var user = task.Id switch
        {
            GenerationTask.Redesign => new ChatMessage(ChatRole.User, Join(task.Prompt, request, TaskPrompts.Baseline(TaskContent.BaselineHtml))),
            GenerationTask.Form => FormMessage(task, request),
            GenerationTask.ImageToCode => ImageMessage(task, request),
            _ => new ChatMessage(ChatRole.User, Join(FreePrompt(request), request)),
        };
        return new TaskPlan(task, [new ChatMessage(ChatRole.System, TaskPrompts.System), user]);
    }

    private static ChatMessage FormMessage(GenerationTask task, TaskRequest request)
    {
        TaskContext.Read(request.TaskContext).Optional("formVariant", "saas_onboarding");
        return new ChatMessage(ChatRole.User, Join(task.Prompt, request));
    }

    private static ChatMessage ImageMessage(GenerationTask task, TaskRequest request)
    {
        var context = TaskContext.Require(request.TaskContext, "The picture task needs a taskContext with imageId and imageUrl.");
        context.Required("imageId", "figma_landing");
        var imageUrl = context.AbsoluteUrl("imageUrl");
        var assets = TaskPrompts.Assets(
            imageUrl,
            TaskContent.AssetText("nordline-mark.svg"),
            TaskContent.AssetText("nordline-landscape.svg"));
        return new ChatMessage(ChatRole.User, Join(task.Prompt, request, assets))
        {
            Images = [new ChatImage("image/png", TaskContent.ReferenceImage)],
        };
    }

    private static string FreePrompt(TaskRequest request)
    {
        var prompt = request.Prompt?.Trim();
        if (string.IsNullOrEmpty(prompt))
        {
            throw new InvalidInputException("prompt", "Write what the page should be: the prompt is empty.");
        }

        return prompt.Length <= MaxPromptCharacters
            ? prompt
            : throw new InvalidInputException("prompt", $"The prompt has {prompt.Length} characters; at most {MaxPromptCharacters} are allowed.");
    }

    /// <summary>Only what there is: a task without attachments gets no empty block.</summary>
    private static string Join(string prompt, TaskRequest request, string? attachment = null)
    {
        var skill = request.SkillContent?.Trim();
        string?[] parts = [prompt, attachment, string.IsNullOrEmpty(skill) ? null : TaskPrompts.Skill(skill)];
        return string.Join("\n\n", parts.OfType<string>());
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
