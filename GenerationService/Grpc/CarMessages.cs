using Podium.GenerationService.Profiles;
using CarMessage = Podium.Generation.V1.Car;
using ConnectionMessage = Podium.Generation.V1.Connection;

namespace Podium.GenerationService.Grpc;

internal static class CarMessages
{
    public static CarMessage Of(RacingCar racing)
    {
        var car = racing.Car;
        var message = new CarMessage { Id = car.Id, Name = car.Name, Model = car.ModelName, Stop = { car.Stop ?? [] }, Connection = ConnectionOf(racing) };
        if (car.Temperature is { } temperature)
        {
            message.Temperature = temperature;
        }

        if (car.TopP is { } topP)
        {
            message.TopP = topP;
        }

        if (car.TopK is { } topK)
        {
            message.TopK = topK;
        }

        if (car.MaxTokens is { } maxTokens)
        {
            message.MaxTokens = maxTokens;
        }

        if (car.Seed is { } seed)
        {
            message.Seed = seed;
        }

        if (car.ReasoningEffort is { } effort)
        {
            message.ReasoningEffort = effort;
        }

        Set(car.MinP, value => message.MinP = value);
        Set(car.FrequencyPenalty, value => message.FrequencyPenalty = value);
        Set(car.PresencePenalty, value => message.PresencePenalty = value);
        Set(car.RepeatPenalty, value => message.RepeatPenalty = value);
        Set(car.NumCtx, value => message.NumCtx = value);

        return message;
    }

    private static void Set<T>(T? value, Action<T> assign)
        where T : struct
    {
        if (value is { } known)
        {
            assign(known);
        }
    }

    private static ConnectionMessage ConnectionOf(RacingCar racing) => new()
    {
        Id = racing.Connection.Id,
        Name = racing.Connection.Name,
        Type = racing.Connection.Type,
        Provider = racing.Connection.Kind.Provider,
        BaseUrl = racing.Connection.BaseUrl,
        MaxInFlight = racing.Setting.MaxInFlight,
        TimeoutMs = racing.Setting.TimeoutMs,
        RetryCount = racing.Setting.RetryCount,
        RetryBackoffMs = racing.Setting.RetryBackoffMs,
        Demo = racing.Connection.Kind.IsDemo,
    };
}
