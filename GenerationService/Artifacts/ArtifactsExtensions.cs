using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Podium.GenerationService.Thumbnails;

namespace Podium.GenerationService.Artifacts;

internal static class ArtifactsExtensions
{
    /// <summary>The artifact store; its schema comes with the module's database.</summary>
    public static void AddArtifacts(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<ThumbnailSignal>();
        builder.Services.AddSingleton<ArtifactStore>();
    }
}
