using Microsoft.Net.Http.Headers;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Tasks;

/// <summary>What tasks hand to a model, for people to look at.</summary>
internal static class TasksApi
{
    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/api/generate/tasks").WithTags("Tasks").RequireAuthorization(Policies.Viewer);
        tasks.MapGet("/{taskId}/baseline", Baseline).WithName("GetTaskBaseline").WithSummary("The page a redesign starts from, as text")
            .Produces<string>(200, "text/plain").ProducesProblem(404);
        tasks.MapGet("/{taskId}/image", Image).WithName("GetTaskImage").WithSummary("The mock-up of the picture task")
            .Produces(200, contentType: "image/png").ProducesProblem(404);
        tasks.MapGet("/{taskId}/assets/{name}", Asset).WithName("GetTaskAsset").WithSummary("A drawing that belongs to the mock-up")
            .Produces(200, contentType: "image/svg+xml").ProducesProblem(404);
    }

    private static IResult Baseline(string taskId, HttpContext context)
    {
        if (TaskCatalog.Find(taskId) is not { UsesBaseline: true })
        {
            throw new NotFoundException($"The task '{taskId}' has no baseline page.");
        }

        Cache(context);
        return Results.Text(TaskContent.BaselineHtml, "text/plain; charset=utf-8");
    }

    private static IResult Image(string taskId, HttpContext context)
    {
        if (TaskCatalog.Find(taskId) is not { UsesImage: true })
        {
            throw new NotFoundException($"The task '{taskId}' has no picture.");
        }

        Cache(context);
        return Results.Bytes(TaskContent.ReferenceImage, "image/png");
    }

    private static IResult Asset(string taskId, string name, HttpContext context)
    {
        if (TaskCatalog.Find(taskId) is not { UsesImage: true } || !TaskContent.Assets.TryGetValue(name, out var asset))
        {
            throw new NotFoundException($"The task '{taskId}' has no file '{name}'.");
        }

        Cache(context);
        return Results.Bytes(asset, "image/svg+xml");
    }

    /// <summary>The files change only with a release; an hour is short enough for that.</summary>
    private static void Cache(HttpContext context)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "private, max-age=3600";
        context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        context.Response.Headers[HeaderNames.ContentSecurityPolicy] = "sandbox; default-src 'none'";
    }
}
