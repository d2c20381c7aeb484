using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>Names the call in the span of its request, by the tags that the real package sets.</summary>
internal static class CallActivity
{
    public static void SetMethod(HttpContext httpContext, string method) => Of(httpContext)?.SetTag("grpc.method", method);

    public static void SetStatus(HttpContext httpContext, StatusCode status) => Of(httpContext)?.SetTag("grpc.status_code", (int)status);

    private static Activity? Of(HttpContext httpContext) => httpContext.Features.Get<IHttpActivityFeature>()?.Activity;
}
