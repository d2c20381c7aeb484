using System.Text.Json;

namespace Podium.EvalService.Scorecards;

/// <summary>Reads the cars of a run from its snapshot.</summary>
internal static class RunCars
{
    /// <param name="json"><c>[{"id":1,"name":"Fast","model":"llama3","temperature":0.7,"connection":{"id":1,"name":"Local",...}}]</c></param>
    public static IReadOnlyList<RunCar> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(Parse)];
    }

    private static RunCar Parse(JsonElement car)
    {
        var connection = car.TryGetProperty("connection", out var known) ? known : default;
        return new RunCar(
            car.GetProperty("id").GetInt64(),
            Text(car, "name"),
            Text(car, "model"),
            connection.ValueKind == JsonValueKind.Object ? Text(connection, "name") : "")
        {
            // Names may change without changing what was run; null is not sent, as is what a snapshot of an older Podium does not name.
            Settings = string.Join(' ', car.EnumerateObject()
                .Where(member => member.Name is not ("name" or "connection") && member.Value.ValueKind != JsonValueKind.Null)
                .Select(member => $"{member.Name}={member.Value.GetRawText()}")
                .Append(connection.ValueKind == JsonValueKind.Object ? $"{Text(connection, "type")} {Text(connection, "base_url")}" : "")),
        };
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
