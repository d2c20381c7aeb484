using System.Text;
using System.Text.Json;

namespace Podium.GenerationService.Tests.Generations;

internal sealed record SseEvent(long Id, string Name, JsonElement Data)
{
    public static async Task<IReadOnlyList<SseEvent>> ReadAllAsync(HttpResponseMessage response) => await ReadAsync(response).ToListAsync();

    /// <summary>Events as they come; comments are passed over.</summary>
    public static async IAsyncEnumerable<SseEvent> ReadAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8);
        long id = 0;
        var name = "";
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.StartsWith("id: "))
            {
                id = long.Parse(line[4..]);
            }
            else if (line.StartsWith("event: "))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: "))
            {
                yield return new SseEvent(id, name, JsonSerializer.Deserialize<JsonElement>(line[6..]));
            }
        }
    }

    public string? Text(string property) => Data.GetProperty(property).GetString();
}

internal static class SseEvents
{
    /// <summary>The code as a client of the seed collects it.</summary>
    public static string Code(this IEnumerable<SseEvent> events)
    {
        var code = new StringBuilder();
        foreach (var e in events)
        {
            if (e.Name == "attempt" && e.Data.GetProperty("resetCode").GetBoolean())
            {
                code.Clear();
            }
            else if (e.Name == "token")
            {
                code.Append(e.Text("text"));
            }
        }

        return code.ToString();
    }

    public static IReadOnlyList<string> Names(this IEnumerable<SseEvent> events) => [.. events.Select(e => e.Name)];

    public static SseEvent Single(this IEnumerable<SseEvent> events, string name) => events.Single(e => e.Name == name);
}
