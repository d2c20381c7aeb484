using Podium.GenerationService.Connections;
using Podium.GenerationService.Connections.Discovery;

namespace Podium.GenerationService.Tests.Connections;

public sealed class ConnectionHintsTests
{
    [Theory]
    [InlineData("OPENAI", "https://api.openai.com/v1", null, "none", "No key is stored: save one")]
    [InlineData("ANTHROPIC", "https://api.anthropic.com", null, "none", "No key is stored: save one")]
    [InlineData("OPENROUTER", "https://openrouter.ai/api/v1", null, "none", "No key is stored: save one")]
    [InlineData("LLAMACPP_OPENAI", "http://localhost:8080/v1", null, "none", "If the server asks for one")]
    [InlineData("OPENAI_COMPAT", "http://localhost:1234/v1", null, "none", "If the server asks for one")]
    [InlineData("OPENAI", "https://api.openai.com/v1", null, "env_var", "The key comes from OPENAI_API_KEY")]
    [InlineData("OPENAI", "https://api.openai.com/v1", null, "unset", "OPENAI_API_KEY is not set where Podium runs")]
    [InlineData("OPENAI_COMPAT", "http://192.168.1.7:1337/v1", "HostNotTrusted", "encrypted_db", "In Jan, add 192.168.1.7:1337 to the trusted hosts")]
    [InlineData("OLLAMA", "http://host.docker.internal:11434", "Unreachable", "none", "on Windows, restart it")]
    [InlineData("OLLAMA", "http://localhost:11434", "Unreachable", "none", "use http://host.docker.internal:11434 instead")]
    [InlineData("OLLAMA", "http://localhost:11434", "Unreachable", "none", "ollama serve")]
    [InlineData("OLLAMA", "http://localhost:11434", "TimedOut", "none", "loading a model")]
    [InlineData("LLAMACPP_OPENAI", "http://localhost:8080/v1", "Unreachable", "none", "9931")]
    [InlineData("OPENAI", "https://api.openai.com/v1", "KeyRefused", "encrypted_db", "Save the key again")]
    [InlineData("CUSTOM", "https://a.example/v1", "Tls", "none", "http://")]
    public void Race_MustHave_06_Each_finding_has_its_hint(string type, string address, string? fault, string source, string hint) =>
        Hints(type, address, fault, source).ShouldContain(h => h.Contains(hint, StringComparison.Ordinal));

    [Theory]
    [InlineData("OLLAMA", "http://localhost:11434", "none")]
    [InlineData("CUSTOM", "http://localhost:11434", "none")]
    [InlineData("OPENAI", "https://api.openai.com/v1", "encrypted_db")]
    [InlineData("DEMO", "http://demo.invalid", "none")]
    public void Where_all_is_well_nothing_is_said(string type, string address, string source) => Hints(type, address, null, source).ShouldBeEmpty();

    private static IReadOnlyList<string> Hints(string type, string address, string? fault, string source)
    {
        var variable = source is "env_var" or "unset" ? "OPENAI_API_KEY" : null;
        var connection = new Connection(1, "x", type, address, variable, source == "encrypted_db" ? "v1.x.y" : null, false, "o", default, default);
        var key = new ConnectionKey(source == "unset" ? "none" : source, source is "env_var" or "encrypted_db" ? "sk-some-key" : null, null);
        var failure = fault is null ? null : new DiscoveryFailure(Enum.Parse<DiscoveryFault>(fault), "it failed", 0);
        return ConnectionHints.For(connection, new Uri(address), key, new DiscoveryResult(failure is null ? ["m"] : [], TimeSpan.Zero, failure));
    }
}
