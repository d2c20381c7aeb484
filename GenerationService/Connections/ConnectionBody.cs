using System.Text.Json;
using System.Text.RegularExpressions;

namespace Podium.GenerationService.Connections;

/// <summary>What a person wants a connection to be. A null member of a change keeps what is there.</summary>
/// <param name="SetsVariable">The name of the variable is part of the body, be it null.</param>
/// <param name="Key">The key in clear text, to be sealed; empty takes the stored one away.</param>
internal sealed partial record ConnectionBody(string? Name, string? Type, string? BaseUrl, bool SetsVariable, string? KeyVariable, string? Key)
{
    private const int LongestName = 200;
    private const int LongestUrl = 2_000;
    private const int LongestKey = 8_000;

    /// <param name="isNew">All that a connection needs must be there.</param>
    /// <exception cref="ServiceDefaults.Errors.InvalidFieldsException">Everything that is wrong with it.</exception>
    public static ConnectionBody Read(JsonElement body, bool isNew)
    {
        var fields = new BodyFields(body);
        var type = fields.OneOf("type", ConnectionType.Names, required: isNew || fields.IsNull("type"));
        var result = new ConnectionBody(
            fields.Text("name", LongestName, required: isNew || fields.Has("name")),
            type,
            fields.Text("base_url", LongestUrl, required: (isNew && type != "DEMO") || fields.IsNull("base_url")),
            fields.Has("api_key_env_var"),
            fields.Text("api_key_env_var", LongestName),
            fields.Text("api_key", LongestKey));
        if (result.KeyVariable is { Length: > 0 } name && !VariableName().IsMatch(name))
        {
            fields.Refuse("api_key_env_var", "api_key_env_var is the name of an environment variable: capital letters, digits and underscores.");
        }

        if (result.Key?.Any(c => c is < '!' or > '~') == true)
        {
            fields.Refuse("api_key", "api_key holds characters that no key has.");
        }

        var clears = fields.Flag("clear_api_key") == true;
        if (clears && result.Key is { Length: > 0 })
        {
            fields.Refuse("clear_api_key", "clear_api_key and a new api_key exclude each other.");
        }

        fields.ThrowIfInvalid();
        return result with { KeyVariable = string.IsNullOrEmpty(result.KeyVariable) ? null : result.KeyVariable, Key = clears ? "" : result.Key };
    }

    // The key is in here.
    public override string ToString() => $"{Type} {Name}";

    [GeneratedRegex("^[A-Z_][A-Z0-9_]*$")]
    private static partial Regex VariableName();
}
