using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Suites.Importing;

/// <summary>Imports suites of other tools, and says what of them did not fit.</summary>
internal static class SuiteImportApi
{
    // A form's own lines, and the escapes of a file in JSON.
    private const int Overhead = 64 * 1024;

    // A template or an alias may make more of a file than it is; this much more.
    private const int CharactersPerByte = 4;

    public static void MapSuiteImport(this RouteGroupBuilder suites, EvalOptions options) =>
        suites.MapPost("/import", ImportAsync).WithName("ImportSuite")
            .WithSummary("Imports a suite's JSON, a promptfoo config (YAML or JSON), JSONL or CSV, and reports what did not fit")
            .WithMetadata(new RequestSizeLimitAttribute((long)options.MaxSuiteBytes + Overhead))
            .Produces<ImportAnswer>().ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
            .RequireAuthorization(Policies.Member);

    private static async Task ImportAsync(HttpContext context, SuiteStore store, IOptions<EvalOptions> options)
    {
        var request = await ImportRequest.ReadAsync(context, options.Value.MaxSuiteBytes);
        var imported = SuiteImport.Read(request, options.Value.MaxCases, (long)options.Value.MaxSuiteBytes * CharactersPerByte);
        var report = JsonSerializer.Serialize(new { imported.Format, imported.Skipped, Warnings = imported.Notes }, JsonSerializerOptions.Web);
        long? id = request.DryRun
            ? null
            : await store.CreateAsync(imported.Draft, context.GetUser(), imported.Notes.Count > 0 ? report : null, context.RequestAborted);
        await WriteAsync(imported, id is { } created ? await store.GetAsync(created, version: null, context.RequestAborted) : null, context);
    }

    private static async Task WriteAsync(ImportedSuite imported, SuiteHead? suite, HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new SuiteWriter(context.Response.Body);
        var json = writer.Json;
        json.WriteStartObject();
        json.WriteString("format", imported.Format);
        json.WriteNumber("tests_total", imported.Draft.Tests!.Count);
        json.WriteNumber("skipped", imported.Skipped);
        json.WriteStartArray("warnings");
        foreach (var note in imported.Notes)
        {
            json.WriteStartObject();
            json.WriteString("where", note.Where);
            json.WriteString("message", note.Message);
            json.WriteNumber("times", note.Times);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("suite");
        if (suite is null)
        {
            json.WriteNullValue();
        }
        else
        {
            await writer.WriteAsync(suite, tests: null, context.RequestAborted);
        }

        json.WriteEndObject();
    }

    /// <summary>What is written, for the OpenAPI document. The suite comes without its tests; null in a dry run.</summary>
    internal sealed record ImportAnswer(
        string Format,
        [property: System.Text.Json.Serialization.JsonPropertyName("tests_total")] int TestsTotal,
        int Skipped,
        IReadOnlyList<ImportNote> Warnings,
        SuiteDocument? Suite);
}
