using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Podium.EvalService.Suites;

/// <summary>Writes suites as JSON, test by test: what is in memory does not grow with the suite.</summary>
internal sealed class SuiteWriter(Stream output, bool indented = false) : IAsyncDisposable
{
    private const int FlushBytes = 64 * 1024;

    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = indented,
        NewLine = "\n",
    });

    public Utf8JsonWriter Json => _json;

    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    public async Task WriteAsync(SuiteHead suite, IAsyncEnumerable<SuiteTest>? tests, CancellationToken cancellationToken)
    {
        _json.WriteStartObject();
        _json.WriteNumber("id", suite.Id);
        _json.WriteString("name", suite.Name);
        _json.WriteString("category", suite.Category);
        _json.WriteString("description", suite.Description);
        _json.WriteBoolean("is_demo", suite.IsDemo);
        _json.WriteString("created_at", Time(suite.CreatedAt));
        _json.WriteString("updated_at", Time(suite.UpdatedAt));
        _json.WriteNumber("version", suite.Version);
        _json.WriteNumber("current_version", suite.CurrentVersion);
        _json.WriteNumber("version_id", suite.VersionId);
        _json.WriteString("sha256", suite.Sha256);
        _json.WriteString("rubric", suite.Rubric);
        Raw("import_report", suite.ImportReport);
        _json.WriteNumber("tests_total", suite.TestsTotal);
        if (tests is not null)
        {
            _json.WriteStartArray("tests");
            await foreach (var test in tests.WithCancellation(cancellationToken))
            {
                Write(test, suite.Id);
                await FlushIfFullAsync(cancellationToken);
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    /// <summary>The file form: the seed's members with its empty texts for nulls, and of Podium's own those that are set.</summary>
    public async Task ExportAsync(SuiteHead suite, IAsyncEnumerable<SuiteTest> tests, CancellationToken cancellationToken)
    {
        _json.WriteStartObject();
        _json.WriteString("name", suite.Name);
        _json.WriteString("category", suite.Category);
        _json.WriteString("description", suite.Description ?? "");
        Optional("rubric", suite.Rubric);
        _json.WriteStartArray("tests");
        await foreach (var test in tests.WithCancellation(cancellationToken))
        {
            Export(test);
            await FlushIfFullAsync(cancellationToken);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    public void Write(SuiteTest test, long suiteId)
    {
        _json.WriteStartObject();
        _json.WriteNumber("id", test.Id);
        _json.WriteNumber("suite_id", suiteId);
        _json.WriteNumber("order_index", test.OrderIndex);
        _json.WriteString("name", test.Name);
        _json.WriteString("system_prompt", test.SystemPrompt);
        _json.WriteString("user_prompt", test.UserPrompt);
        _json.WriteString("expected_constraints", test.ExpectedConstraints);
        Raw("tools_schema_json", test.ToolsSchemaJson);
        Raw("checks", test.Checks);
        _json.WriteString("reference", test.Reference);
        _json.WriteString("family", test.Family);
        Raw("metadata", test.Metadata);
        _json.WriteEndObject();
    }

    public async ValueTask DisposeAsync() => await _json.DisposeAsync();

    private void Export(SuiteTest test)
    {
        _json.WriteStartObject();
        _json.WriteNumber("order_index", test.OrderIndex);
        _json.WriteString("name", test.Name);
        _json.WriteString("system_prompt", test.SystemPrompt ?? "");
        _json.WriteString("user_prompt", test.UserPrompt);
        _json.WriteString("expected_constraints", test.ExpectedConstraints ?? "");
        Raw("tools_schema_json", test.ToolsSchemaJson);
        RawIfAny("checks", test.Checks);
        Optional("reference", test.Reference);
        Optional("family", test.Family);
        RawIfAny("metadata", test.Metadata);
        _json.WriteEndObject();
    }

    private Task FlushIfFullAsync(CancellationToken cancellationToken) =>
        _json.BytesPending < FlushBytes ? Task.CompletedTask : _json.FlushAsync(cancellationToken);

    private void Optional(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _json.WriteString(name, text);
        }
    }

    private void RawIfAny(string name, string? json)
    {
        if (json is not null)
        {
            Raw(name, json);
        }
    }

    private void Raw(string name, string? json)
    {
        _json.WritePropertyName(name);
        if (json is null)
        {
            _json.WriteNullValue();
        }
        else
        {
            _json.WriteRawValue(json, skipInputValidation: true);
        }
    }
}
