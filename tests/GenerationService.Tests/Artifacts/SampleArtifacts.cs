using Podium.GenerationService.Artifacts;

namespace Podium.GenerationService.Tests.Artifacts;

internal static class SampleArtifacts
{
    public static string Page(string title = "Podium", string body = "<p>Hello</p>") =>
        $"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>""";

    public static NewArtifact Generated(string modelId = "acme/foo-7b", string? html = null) => new()
    {
        ModelId = modelId,
        Label = modelId.Split('/')[^1],
        Provider = "huggingface",
        Vendor = modelId.Split('/')[0],
        PromptVersion = "v1",
        TaskId = "html_redesign",
        AuthorId = ArtifactsHost.Ada.Id,
        AuthorName = ArtifactsHost.Ada.Name,
        GenerationId = Guid.CreateVersion7(),
        Html = html ?? Page(),
    };
}
