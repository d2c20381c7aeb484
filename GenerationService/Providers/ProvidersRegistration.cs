using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers.Anthropic;
using Podium.GenerationService.Providers.Catalog;
using Podium.GenerationService.Providers.Demo;
using Podium.GenerationService.Providers.Gemini;
using Podium.GenerationService.Providers.Http;
using Podium.GenerationService.Providers.Ollama;
using Podium.GenerationService.Providers.OpenAI;
using Podium.GenerationService.Providers.Parameters;
using Podium.GenerationService.Tasks.Demo;
using Podium.GenerationService.Tasks.Demo.Answers;
using Podium.ServiceDefaults.Configuration;

namespace Podium.GenerationService.Providers;

internal static class ProvidersRegistration
{
    /// <summary>Registers the catalogue and one <see cref="IChatProvider"/> per wire format, found by <see cref="ChatProviders"/>.</summary>
    public static IHostApplicationBuilder AddProviders(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions<ProvidersOptions>(ProvidersOptions.SectionName);
        builder.Services.AddSingleton<ProviderCatalog>();
        builder.Services.AddSingleton<RequestedEndpoints>();
        builder.Services.AddSingleton<LearnedRules>();
        builder.Services.AddSingleton<ProviderConnections>();
        builder.Services.AddSingleton(services => new ProviderHttp(
            services.GetRequiredService<ProviderConnections>().Http,
            services.GetRequiredService<IOptions<ProvidersOptions>>().Value.ToLimits(),
            services.GetRequiredService<TimeProvider>()));
        AddProtocol<OpenAIProtocol>(builder.Services);
        AddProtocol<AnthropicProtocol>(builder.Services);
        AddProtocol<GeminiProtocol>(builder.Services);
        AddProtocol<OllamaProtocol>(builder.Services);
        builder.AddModuleOptions<DemoOptions>(DemoOptions.SectionName);
        builder.Services.AddSingleton<IChatProvider>(services => new DemoChatProvider(
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IOptions<DemoOptions>>(), DemoPages.For, DemoAnswers.For));
        builder.Services.AddSingleton<ChatProviders>();
        return builder;
    }

    private static void AddProtocol<TProtocol>(IServiceCollection services)
        where TProtocol : class, IWireProtocol
    {
        services.AddSingleton<TProtocol>();
        services.AddSingleton<IChatProvider>(s => new HttpChatProvider(
            s.GetRequiredService<TProtocol>(), s.GetRequiredService<ProviderHttp>(), s.GetRequiredService<LearnedRules>()));
    }
}
