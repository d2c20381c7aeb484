using System.Net.Sockets;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>What an exception of the HTTP stack means as a status.</summary>
internal static class TransportFailure
{
    public static Status ToStatus(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case RpcException rpc:
                    return rpc.Status;
                case HttpProtocolException protocol:
                    return new Status(FromReset(protocol.ErrorCode), Describe(exception), exception);
                case SocketException or System.Security.Authentication.AuthenticationException:
                    return new Status(StatusCode.Unavailable, Describe(exception), exception);
            }
        }

        return new Status(
            exception is HttpRequestException or IOException ? StatusCode.Unavailable : StatusCode.Internal, Describe(exception), exception);
    }

    private static string Describe(Exception exception) => $"Error in the gRPC call. {exception.GetType().Name}: {exception.Message}";

    // The table "HTTP2 Transport Mapping, Errors" of PROTOCOL-HTTP2.md.
    private static StatusCode FromReset(long errorCode) => errorCode switch
    {
        0x7 => StatusCode.Unavailable,        // REFUSED_STREAM
        0x8 => StatusCode.Cancelled,          // CANCEL
        0xb => StatusCode.ResourceExhausted,  // ENHANCE_YOUR_CALM
        0xc => StatusCode.PermissionDenied,   // INADEQUATE_SECURITY
        _ => StatusCode.Internal,
    };
}
