using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Podium.EvalService.Suites.Importing;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Suites;

/// <summary>Writing suites. Paths, codes and members are the seed's: creating answers 200.</summary>
internal static class SuitesApi
{
    public static void MapSuites(this IEndpointRouteBuilder app)
    {
        var suites = app.MapGroup("/api/suites").WithTags("Suites");
        var options = app.ServiceProvider.GetRequiredService<IOptions<EvalOptions>>().Value;
        var limit = new RequestSizeLimitAttribute(options.MaxSuiteBytes);
        suites.MapSuiteReads();
        suites.MapPost("", CreateAsync).WithName("CreateSuite").WithSummary("Creates a suite of tests").WithMetadata(limit)
            .Produces<SuiteDocument>().ProducesProblem(409).ProducesProblem(413).ProducesProblem(422).RequireAuthorization(Policies.Member);
        suites.MapPut("/{id:long}", UpdateAsync).WithName("UpdateSuite").WithSummary("Changes what is sent; other tests make the next version").WithMetadata(limit)
            .Produces<SuiteDocument>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).RequireAuthorization(Policies.Member);
        suites.MapDelete("/{id:long}", DeleteAsync).WithName("DeleteSuite").WithSummary("Hides a suite; its runs stay")
            .Produces<DeletedSuite>().ProducesProblem(404).RequireAuthorization(Policies.Member);
        suites.MapPost("/{id:long}/restore", RestoreAsync).WithName("RestoreSuite").WithSummary("Undoes a deletion")
            .Produces<SuiteDocument>().ProducesProblem(404).ProducesProblem(409).RequireAuthorization(Policies.Member);
        suites.MapPost("/{id:long}/duplicate", DuplicateAsync).WithName("DuplicateSuite").WithSummary("Copies a suite under another name, to be changed freely")
            .Produces<SuiteDocument>().ProducesProblem(404).ProducesProblem(409).RequireAuthorization(Policies.Member);
        suites.MapSuiteImport(options);
        suites.MapCheckTrial();
    }

    private static async Task CreateAsync(JsonElement body, HttpContext context, SuiteStore store, IOptions<EvalOptions> options)
    {
        var draft = SuiteReader.Read(body, options.Value.MaxCases);
        await AnswerAsync(await store.CreateAsync(draft, context.GetUser(), importReport: null, context.RequestAborted), context, store);
    }

    private static async Task UpdateAsync(long id, JsonElement body, HttpContext context, SuiteStore store, IOptions<EvalOptions> options)
    {
        await store.UpdateAsync(id, SuiteReader.Read(body, options.Value.MaxCases, partial: true), context.GetUser(), context.RequestAborted);
        await AnswerAsync(id, context, store);
    }

    private static async Task<DeletedSuite> DeleteAsync(long id, HttpContext context, SuiteStore store)
    {
        await store.DeleteAsync(id, context.GetUser(), context.RequestAborted);
        return new DeletedSuite("deleted");
    }

    private static async Task RestoreAsync(long id, HttpContext context, SuiteStore store)
    {
        await store.RestoreAsync(id, context.GetUser(), context.RequestAborted);
        await AnswerAsync(id, context, store);
    }

    private static async Task DuplicateAsync(long id, HttpContext context, SuiteStore store) =>
        await AnswerAsync(await store.DuplicateAsync(id, context.GetUser(), context.RequestAborted), context, store);

    private static async Task AnswerAsync(long id, HttpContext context, SuiteStore store) =>
        await SuiteReads.WriteAsync(await store.GetAsync(id, version: null, context.RequestAborted), withTests: true, context, store);

    internal sealed record DeletedSuite(string Status);
}
