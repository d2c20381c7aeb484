using Podium.GenerationService.Thumbnails;

namespace Podium.GenerationService.Artifacts;

internal static class ArtifactsExtensions
{
    /// <summary>Artifacts and their pictures. The schema comes with the module's database.</summary>
    public static void AddArtifacts(this IHostApplicationBuilder builder)
    {
        builder.AddThumbnails();
        builder.Services.AddSingleton<ArtifactStore>();
        builder.Services.AddHostedService<BaselinePublisher>();
    }
}
