using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Podium.GenerationService.Connections;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Profiles;

/// <summary>Model profiles.</summary>
internal static class CarsApi
{
    private const int MaxBodyBytes = 64 * 1024;

    public static void MapCars(this IEndpointRouteBuilder app)
    {
        var cars = app.MapGroup("/api/cars").WithTags("Cars").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        cars.MapGet("", ListAsync).WithName("ListCars").WithSummary("Cars, newest first").RequireAuthorization(Policies.Viewer);
        cars.MapPost("", CreateAsync).WithName("CreateCar").WithSummary("Adds a car; temperature is 0.7 and top_p 1.0 where the body says nothing of them")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).RequireAuthorization(Policies.Member);
        cars.MapGet("/{id:long}", GetAsync).WithName("GetCar").WithSummary("One car").ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        cars.MapPut("/{id:long}", UpdateAsync).WithName("UpdateCar").WithSummary("Changes what is in the body; a null parameter is not sent any more")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).RequireAuthorization(Policies.Member);
        cars.MapDelete("/{id:long}", DeleteAsync).WithName("DeleteCar").WithSummary("Deletes a car; runs keep what they knew of it")
            .ProducesProblem(403).ProducesProblem(404).RequireAuthorization(Policies.Member);
    }

    private static async Task<IReadOnlyList<CarResponse>> ListAsync(CarStore store, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(CarResponse.From)];

    private static async Task<CarResponse> GetAsync(long id, CarStore store, CancellationToken cancellationToken) =>
        CarResponse.From(await store.GetAsync(id, cancellationToken));

    private static async Task<CarResponse> CreateAsync(JsonElement body, HttpContext context, CarStore store, CancellationToken cancellationToken) =>
        CarResponse.From(await store.CreateAsync(CarBody.Read(body, known: null, context.GetUser().Id), cancellationToken));

    private static async Task<CarResponse> UpdateAsync(long id, JsonElement body, HttpContext context, CarStore store, CancellationToken cancellationToken) =>
        CarResponse.From(await store.UpdateAsync(id, known => CarBody.Read(body, known, known.OwnerId), context.GetUser(), cancellationToken));

    private static async Task<DeletedResponse> DeleteAsync(long id, HttpContext context, CarStore store, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(id, context.GetUser(), cancellationToken);
        return DeletedResponse.Deleted;
    }
}
