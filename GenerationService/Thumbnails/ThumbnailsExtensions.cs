using Podium.ServiceDefaults.Configuration;

namespace Podium.GenerationService.Thumbnails;

internal static class ThumbnailsExtensions
{
    public static void AddThumbnails(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions<ThumbnailOptions>(ThumbnailOptions.SectionName);
        builder.Services.AddSingleton<ThumbnailSignal>();
        builder.Services.AddSingleton<ThumbnailAvailability>();
        builder.Services.AddSingleton<ThumbnailStore>();
        builder.Services.AddHostedService<ThumbnailWorker>();
    }
}
