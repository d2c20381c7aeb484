using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "{Method} ended with status {StatusCode}.")]
    public static partial void EndedWithStatus(ILogger logger, Exception exception, string method, StatusCode statusCode);

    [LoggerMessage(2, LogLevel.Debug, "{Method} was cancelled.")]
    public static partial void Cancelled(ILogger logger, Exception exception, string method);

    [LoggerMessage(3, LogLevel.Error, "Error when executing service method '{Method}'.")]
    public static partial void Failed(ILogger logger, Exception exception, string method);

    [LoggerMessage(4, LogLevel.Debug, "{Method} passed its deadline.")]
    public static partial void DeadlinePassed(ILogger logger, string method);

    [LoggerMessage(5, LogLevel.Error, "{Method} could not be ended at its deadline.")]
    public static partial void EndingFailed(ILogger logger, Exception exception, string method);
}
