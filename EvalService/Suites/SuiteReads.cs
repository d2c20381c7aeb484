using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Suites;

/// <summary>Reading suites: all, one in any of its versions, and as a file.</summary>
internal static class SuiteReads
{
    public static void MapSuiteReads(this RouteGroupBuilder suites)
    {
        suites.MapGet("", ListAsync).WithName("ListSuites").WithSummary("All suites, newest first, with their tests; without them by tests=none")
            .Produces<IReadOnlyList<SuiteDocument>>().RequireAuthorization(Policies.Viewer);
        suites.MapGet("/{id:long}", GetAsync).WithName("GetSuite").WithSummary("A suite in its current version, or in the one asked for")
            .Produces<SuiteDocument>().ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        suites.MapGet("/{id:long}/versions", ListVersionsAsync).WithName("ListSuiteVersions").WithSummary("Every version a suite has had")
            .Produces<IReadOnlyList<SuiteVersionDocument>>().ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        suites.MapGet("/{id:long}/export", ExportAsync).WithName("ExportSuite").WithSummary("A suite as a file that imports to the same suite")
            .Produces(200, contentType: "application/json").ProducesProblem(404).RequireAuthorization(Policies.Viewer);
    }

    public static async Task WriteAsync(SuiteHead suite, bool withTests, HttpContext context, SuiteStore store)
    {
        await using var writer = Begin(context);
        await writer.WriteAsync(suite, withTests ? store.ReadVersionAsync(suite.VersionId, context.RequestAborted) : null, context.RequestAborted);
    }

    private static async Task ListAsync(HttpContext context, SuiteStore store, string? tests = null)
    {
        var withTests = WithTests(tests);
        var heads = await store.ListAsync(context.RequestAborted);
        await using var writer = Begin(context);
        writer.Json.WriteStartArray();
        foreach (var suite in heads)
        {
            await writer.WriteAsync(suite, withTests ? store.ReadVersionAsync(suite.VersionId, context.RequestAborted) : null, context.RequestAborted);
        }

        writer.Json.WriteEndArray();
    }

    private static async Task GetAsync(long id, HttpContext context, SuiteStore store, string? tests = null, string? version = null)
    {
        var withTests = WithTests(tests);
        await WriteAsync(await store.GetAsync(id, Version(version), context.RequestAborted), withTests, context, store);
    }

    private static async Task<IReadOnlyList<SuiteVersionDocument>> ListVersionsAsync(long id, HttpContext context, SuiteStore store) =>
    [
        .. (await store.ListVersionsAsync(id, context.RequestAborted)).Select(v =>
            new SuiteVersionDocument(v.Id, v.Version, v.Sha256, v.CreatedBy, SuiteWriter.Time(v.CreatedAt), v.TestsTotal, v.IsCurrent)),
    ];

    private static async Task ExportAsync(long id, HttpContext context, SuiteStore store, string? version = null)
    {
        var suite = await store.GetAsync(id, Version(version), context.RequestAborted);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{Slug(suite.Name)}.json\"";
        await using var writer = Begin(context, indented: true);
        await writer.ExportAsync(suite, store.ReadVersionAsync(suite.VersionId, context.RequestAborted), context.RequestAborted);
    }

    private static SuiteWriter Begin(HttpContext context, bool indented = false)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return new SuiteWriter(context.Response.Body, indented);
    }

    private static bool WithTests(string? tests) => tests switch
    {
        null or "" or "all" => true,
        "none" => false,
        _ => throw new InvalidFieldsException([new InvalidField("query", "tests", "tests is all or none.", "enum")]),
    };

    private static int? Version(string? version) => string.IsNullOrEmpty(version)
        ? null
        : int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new InvalidFieldsException([new InvalidField("query", "version", "version is a whole number from 1.", "int_parsing")]);

    /// <summary><c>Tool Calling Basic</c> → <c>tool-calling-basic</c>.</summary>
    internal static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? "suite" : text;
    }
}
