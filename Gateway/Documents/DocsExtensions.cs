using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Podium.Gateway.Documents;

/// <summary>The API reference: Swagger UI over the documents of all modules, which are at the same addresses in both shapes.</summary>
internal static class DocsExtensions
{
    // Swagger UI starts by an inline script.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
        + "base-uri 'none'; frame-ancestors 'self'";

    private static readonly string[] _modules = [EdgeModule.Name, "generation"];

    /// <summary>Built when somebody first looks: most processes never need Swagger UI.</summary>
    public static void UseDocs(this IApplicationBuilder app) => app.Use(next =>
    {
        var docs = new Lazy<RequestDelegate>(() => Build(app.New(), next));
        return context => context.Request.Path.StartsWithSegments("/docs") ? docs.Value(context) : next(context);
    });

    private static RequestDelegate Build(IApplicationBuilder docs, RequestDelegate otherwise)
    {
        docs.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
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
        docs.Run(otherwise);
        return docs.Build();
    }
}
