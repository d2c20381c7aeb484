using System.Text;
using Podium.GenerationService.Connections.Discovery;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Tests.Connections;

public sealed class ModelPageTests
{
    [Theory]
    [InlineData("OpenAI", """{"object":"list","data":[{"id":"b"},{"id":"a"}]}""", "b a", null)]
    [InlineData("OpenAI", """[{"id":"a"},{"name":"b"},"c"]""", "a b c", null)]
    [InlineData("OpenAI", """{"models":[{"model":"llama.gguf"}],"data":[{"id":"llama"}]}""", "llama", null)]
    [InlineData("OpenAI", """{"data":[]}""", "", null)]
    [InlineData("OpenAI", """{"data":[{"id":7},{"id":""},{"id":"\ud800"},{"id":"a\u0000b"},{"id":"ok"},null]}""", "ok", null)]
    [InlineData("OpenAI", """{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}""", "a", null)]
    [InlineData("Anthropic", """{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}""", "a", "a")]
    [InlineData("Anthropic", """{"data":[{"id":"a"}],"has_more":false,"last_id":"a"}""", "a", null)]
    [InlineData("Gemini", """{"models":[{"name":"models/x","supportedGenerationMethods":["generateContent"]},{"name":"models/e","supportedGenerationMethods":["embedContent"]}],"nextPageToken":"t"}""", "x", "t")]
    [InlineData("Ollama", """{"models":[{"name":"gemma4:latest","model":"gemma4:latest"}]}""", "gemma4:latest", null)]
    public void A_list_is_read_in_the_shape_of_its_format(string wire, string body, string models, string? next)
    {
        var page = ModelPage.Read(Enum.Parse<WireFormat>(wire), Encoding.UTF8.GetBytes(body)).ShouldNotBeNull();

        string.Join(' ', page.Models).ShouldBe(models);
        page.Next.ShouldBe(next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("""{"data":{"id":"a"}}""")]
    [InlineData("""{"data":[{"id":"a"}""")]
    [InlineData("<html>")]
    public void Anything_else_is_no_list(string body) => ModelPage.Read(WireFormat.OpenAI, Encoding.UTF8.GetBytes(body)).ShouldBeNull();
}
