using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Configuration;

namespace Podium.GenerationService.Pricing;

internal static partial class PricingSetup
{
    public static IHostApplicationBuilder AddPricing(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions<PricingOptions>(PricingOptions.SectionName);
        builder.Services.AddHttpClient(HuggingFaceRouterPrices.HttpClientName);
        builder.Services.AddSingleton<HuggingFaceRouterPrices>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HuggingFaceRouterPrices>());
        builder.Services.AddSingleton(services => new PriceBook(
            new Lazy<PriceTable>(PriceTable.LoadEmbedded),
            Overrides(services.GetRequiredService<IOptions<PricingOptions>>().Value),
            services.GetRequiredService<HuggingFaceRouterPrices>()));

        // A wrong price file is found at start, not by the first person who generates. The table that is built in waits for them: the tests have read it.
        builder.Services.AddHostedService<PriceBookCheck>();
        return builder;
    }

    private static PriceTable? Overrides(PricingOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.OverrideFile))
        {
            return null;
        }

        try
        {
            using var file = File.OpenRead(options.OverrideFile);
            return PriceTable.Parse(file, options.OverrideFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidPriceFileException(options.OverrideFile, $"cannot be read. {error.Message}", error);
        }
    }

    private sealed partial class PriceBookCheck(PriceBook prices, ILogger<PriceBook> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (prices.Overrides is { } own)
            {
                LogOverrides(logger, own.Version, own.Rows.Count);
            }

            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(Level = LogLevel.Information, Message = "Prices: the operator's own come first, version {Version}, {Count} rows")]
        private static partial void LogOverrides(ILogger logger, string version, int count);
    }
}
