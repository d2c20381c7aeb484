using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Podium.Gateway.Documents;

/// <summary>The API reference: Swagger UI over the documents of all modules, which are at the same addresses in both shapes.</summary>
internal static class DocsExtensions
{
    private static readonly string[] _modules = [EdgeModule.Name, "generation"];

    public static void UseDocs(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/docs"),
        docs =>
        {
            docs.Use((context, next) =>
            {
                // Swagger UI starts by an inline script.
                context.Response.Headers.ContentSecurityPolicy =
                    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
                    + "base-uri 'none'; frame-ancestors 'self'";
                return next(context);
            });
            docs.UseSwaggerUI(options =>
            {
                options.RoutePrefix = "docs";
                options.DocumentTitle = "Podium API";
                foreach (var module in _modules)
                {
                    options.SwaggerEndpoint($"/openapi/{module}.json", module);
                }
            });
        });
}
