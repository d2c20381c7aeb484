using System.Text.Json;
using System.Text.Json.Nodes;
using Podium.EvalService.Checks;
using Podium.EvalService.Runs;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Suites.Importing;

/// <summary>Reads a file as a suite, whichever of the formats it has.</summary>
internal static class SuiteImport
{
    /// <exception cref="InvalidFieldsException">The file cannot be read, holds no case, or stands for more than it may.</exception>
    public static ImportedSuite Read(ImportRequest request, int maxCases, long maxCharacters)
    {
        var text = request.Content.TrimStart('\uFEFF');
        var format = request.Format ?? ImportFormat.Of(request.FileName, text);
        var notes = new ImportNotes();
        var budget = new ImportBudget(maxCharacters);
        var cases = new ImportedCases(maxCases, notes);
        try
        {
            switch (format)
            {
                case ImportFormat.Csv:
                    new CsvCases(cases, notes, budget).Read(text, request.Prompt);
                    return Finish(request, format, null, cases, notes);
                case ImportFormat.JsonLines:
                    ReadLines(text, cases, notes);
                    return Finish(request, format, null, cases, notes);
                default:
                    return ReadDocument(request, format, text, maxCases, cases, notes, budget);
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Unreadable($"This is no {format}: {e.Message}");
        }
    }

    private static ImportedSuite ReadDocument(
        ImportRequest request, string format, string text, int maxCases, ImportedCases cases, ImportNotes notes, ImportBudget budget)
    {
        if (format != ImportFormat.Yaml)
        {
            // The seed's form is read as it was sent: not a byte of its JSON members may change.
            var json = JsonSerializer.Deserialize<JsonElement>(text, NamedJsonConverter.Options);
            if (IsSuite(json))
            {
                var draft = SuiteReader.Read(json, maxCases);
                return new ImportedSuite("suite", draft with { Name = request.Name ?? draft.Name, Category = request.Category ?? draft.Category }, 0, []);
            }
        }

        switch (format == ImportFormat.Yaml ? YamlJson.Parse(text, budget) : ImportJson.Parse(text))
        {
            case JsonObject config when PromptfooConfig.Looks(config):
                new PromptfooConfig(config, cases, notes, budget).Read();
                return Finish(request, "promptfoo", ImportJson.Text(config["description"]), cases, notes);
            case JsonObject suite when suite["tests"] is JsonArray:
                var read = SuiteReader.Read(JsonSerializer.SerializeToElement(suite, ImportJson.Options), maxCases);
                return new ImportedSuite("suite", read with { Name = request.Name ?? read.Name, Category = request.Category ?? read.Category }, 0, []);
            case JsonArray records:
                for (var i = 0; i < records.Count; i++)
                {
                    AddRecord(records[i], $"[{i}]", cases, notes);
                }

                return Finish(request, "cases", null, cases, notes);
            default:
                throw Unreadable("The file is neither a suite, nor a promptfoo config, nor a list of cases.");
        }
    }

    private static void ReadLines(string text, ImportedCases cases, ImportNotes notes)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace())
            {
                continue;
            }

            try
            {
                AddRecord(ImportJson.Parse(line.ToString()), $"line {number}", cases, notes);
            }
            catch (JsonException e)
            {
                cases.Skip($"line {number}", $"Left out: the line is not JSON: {e.Message}");
            }
        }
    }

    private static void AddRecord(JsonNode? record, string place, ImportedCases cases, ImportNotes notes)
    {
        if (record is JsonObject fields)
        {
            cases.Add(place, CaseRecord.Read(fields, place, notes));
        }
        else
        {
            cases.Skip(place, "Left out: a case is a JSON object.");
        }
    }

    private static bool IsSuite(JsonElement json) => json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("tests", out var tests) && tests.ValueKind == JsonValueKind.Array
        && !json.TryGetProperty("prompts", out _) && !json.TryGetProperty("providers", out _) && !json.TryGetProperty("defaultTest", out _);

    private static ImportedSuite Finish(ImportRequest request, string format, string? title, ImportedCases cases, ImportNotes notes)
    {
        if (cases.Tests.Count == 0)
        {
            throw Unreadable(notes.ToList() is [var first, ..] ? $"No case could be read. {first.Where}: {first.Message}" : "The file holds no case.");
        }

        // What was sent as a name is checked already; a title or a file's name is taken as far as it can be stored.
        var name = request.Name ?? StorableText.Of(string.IsNullOrWhiteSpace(title) ? Path.GetFileNameWithoutExtension(request.FileName) : title)?.Trim();
        var draft = new SuiteDraft
        {
            Name = string.IsNullOrWhiteSpace(name) ? "Imported suite" : Excerpt.Cut(name, SuiteReader.LongestName),
            Category = request.Category ?? "imported",
            Tests = cases.Tests,
        };
        return new ImportedSuite(format, draft, cases.Skipped, notes.ToList());
    }

    private static InvalidFieldsException Unreadable(string message) => new([new InvalidField("body", "content", message)]);
}

/// <param name="Skipped">How many cases were left out.</param>
internal sealed record ImportedSuite(string Format, SuiteDraft Draft, int Skipped, IReadOnlyList<ImportNote> Notes);
