using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podium.EvalService.Suites;

/// <summary>What <see cref="SuiteWriter"/> writes, for the OpenAPI document: a suite is streamed and never held whole.</summary>
internal sealed record SuiteDocument(
    long Id,
    string Name,
    string Category,
    string? Description,
    [property: JsonPropertyName("is_demo")] bool IsDemo,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("updated_at")] string UpdatedAt,
    int Version,
    [property: JsonPropertyName("current_version")] int CurrentVersion,
    [property: JsonPropertyName("version_id")] long VersionId,
    string Sha256,
    string? Rubric,
    [property: JsonPropertyName("import_report")] JsonElement? ImportReport,
    [property: JsonPropertyName("tests_total")] long TestsTotal,
    IReadOnlyList<SuiteTestDocument> Tests);

internal sealed record SuiteTestDocument(
    long Id,
    [property: JsonPropertyName("suite_id")] long SuiteId,
    [property: JsonPropertyName("order_index")] int OrderIndex,
    string Name,
    [property: JsonPropertyName("system_prompt")] string? SystemPrompt,
    [property: JsonPropertyName("user_prompt")] string UserPrompt,
    [property: JsonPropertyName("expected_constraints")] string? ExpectedConstraints,
    [property: JsonPropertyName("tools_schema_json")] JsonElement? ToolsSchemaJson,
    JsonElement? Checks,
    string? Reference,
    string? Family,
    JsonElement? Metadata);

internal sealed record SuiteVersionDocument(
    long Id,
    int Version,
    string Sha256,
    [property: JsonPropertyName("created_by")] string CreatedBy,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("tests_total")] long TestsTotal,
    [property: JsonPropertyName("is_current")] bool IsCurrent);
