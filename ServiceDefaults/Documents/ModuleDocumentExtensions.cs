using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
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
            options.AddSchemaTransformer((schema, context, _) =>
            {
                RequireWhatIsAlwaysWritten(schema, context.JsonTypeInfo);

                // A number in quotes is read too, but none is written; a client generated from "number or text" would have to tell them apart.
                if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
                {
                    schema.Type = type & ~JsonSchemaType.String;
                    schema.Pattern = null;
                }

                return Task.CompletedTask;
            });
        });

    /// <summary>
    /// An answer has every property of its type, null or not, except where null is left out; C# alone would mark only those that must be set. What
    /// a request must have is a matter of its validation.
    /// </summary>
    private static void RequireWhatIsAlwaysWritten(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.Namespace?.StartsWith("Podium.", StringComparison.Ordinal) != true || IsRequest(type.Type))
        {
            return;
        }

        schema.Required = new HashSet<string>(type.Properties.Where(IsAlwaysWritten).Select(property => property.Name), StringComparer.Ordinal);
    }

    private static bool IsRequest(Type type) => type.Name.EndsWith("Request", StringComparison.Ordinal) || type.Name.EndsWith("Body", StringComparison.Ordinal);

    private static bool IsAlwaysWritten(JsonPropertyInfo property) =>
        property.Get is not null && property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) != true;

    /// <summary>Serves it at <c>/openapi/{module}.json</c>.</summary>
    public static void MapModuleDocument(this IEndpointRouteBuilder app, string module)
        => app.MapOpenApi($"/openapi/{{documentName:regex(^{module}$)}}.json").AllowAnonymous().WithName($"OpenApi-{module}");
}
