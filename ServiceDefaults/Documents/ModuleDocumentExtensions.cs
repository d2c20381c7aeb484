using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;
using Podium.ServiceDefaults.Identity;

namespace Podium.ServiceDefaults.Documents;

/// <summary>One OpenAPI document per module, at the same address in both shapes.</summary>
public static class ModuleDocumentExtensions
{
    /// <summary>Registers the document of <paramref name="module"/>: the endpoints in the group of that name (<c>WithGroupName</c>).</summary>
    public static void AddModuleDocument(this IHostApplicationBuilder builder, string module)
        => builder.Services.AddOpenApi(module, options =>
        {
            options.ShouldInclude = description => description.GroupName == module;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = $"Podium {module}";
                document.Info.Version = "v1";
                document.Servers = [];
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, _, _) =>
            {
                // A number in quotes is read too, but none is written; a client generated from "number or text" would have to tell them apart.
                if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
                {
                    schema.Type = type & ~JsonSchemaType.String;
                    schema.Pattern = null;
                }

                return Task.CompletedTask;
            });
        });

    /// <summary>Serves it at <c>/openapi/{module}.json</c>.</summary>
    public static void MapModuleDocument(this IEndpointRouteBuilder app, string module)
        => app.MapOpenApi($"/openapi/{{documentName:regex(^{module}$)}}.json").AllowAnonymous().WithName($"OpenApi-{module}");
}
