using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class PricedProviderTests
{
    [Theory]
    [InlineData("openai", "https://api.openai.com/v1", false, null, "openai", null)]
    [InlineData("openai", "https://cheap.example/v1", true, null, "compatible", "cheap.example")]
    [InlineData("huggingface", "https://router.huggingface.co/v1", false, "novita", "huggingface", "novita")]
    [InlineData("compatible", "https://api.deepseek.com/v1", false, null, "compatible", "api.deepseek.com")]
    [InlineData("vllm", "https://paid.example/v1", true, null, "compatible", "paid.example")]
    [InlineData("vllm", "http://192.168.1.20:8000/v1", true, null, "vllm", null)]
    [InlineData("vllm", "http://172.32.0.1:8000/v1", true, null, "compatible", "172.32.0.1")]
    [InlineData("ollama", "http://localhost:11434", true, null, "ollama", null)]
    [InlineData("ollama", "http://gpu-box:11434", true, null, "ollama", null)]
    [InlineData("ollama", "http://[fd00::1]:11434", true, null, "ollama", null)]
    public void The_address_decides_whose_prices_apply(string provider, string address, bool fromRequest, string? servedBy, string expected, string? expectedServedBy)
    {
        var endpoint = new ProviderEndpoint(provider, WireFormat.OpenAI, new Uri(address), null, new Dictionary<string, string>()) { FromRequest = fromRequest };

        PricedProvider.Of(endpoint, servedBy).ShouldBe(new PricedProvider(expected, expectedServedBy));
    }
}
