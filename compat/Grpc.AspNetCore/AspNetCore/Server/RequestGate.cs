using System.Globalization;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>Turns away requests that are not gRPC.</summary>
internal static class RequestGate
{
    /// <summary>False when the request was answered with 415 or 426 instead.</summary>
    public static bool Admit(HttpContext httpContext)
    {
        if (!WireHeaders.IsGrpc(httpContext.Request.ContentType))
        {
            Refuse(httpContext, StatusCodes.Status415UnsupportedMediaType, "Content-Type is missing or is not application/grpc.");
            return false;
        }

        if (httpContext.Request.Protocol is not ("HTTP/2" or "HTTP/3"))
        {
            httpContext.Response.Headers.Upgrade = "HTTP/2";
            Refuse(httpContext, StatusCodes.Status426UpgradeRequired, $"Request protocol '{httpContext.Request.Protocol}' is not supported.");
            return false;
        }

        return true;
    }

    private static void Refuse(HttpContext httpContext, int status, string detail)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers[WireHeaders.Status] = ((int)StatusCode.Internal).ToString(CultureInfo.InvariantCulture);
        httpContext.Response.Headers[WireHeaders.Message] = PercentEncoding.Encode(detail);
    }
}
