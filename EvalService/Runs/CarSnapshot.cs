using Podium.Generation.V1;

namespace Podium.EvalService.Runs;

/// <summary>A car as it was when its run started. What is asked of it later depends on this, not on what became of the car.</summary>
internal sealed record CarSnapshot
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Model { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? MaxTokens { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    public long? Seed { get; init; }

    public int? TopK { get; init; }

    public string? ReasoningEffort { get; init; }

    public double? MinP { get; init; }

    public double? FrequencyPenalty { get; init; }

    public double? PresencePenalty { get; init; }

    public double? RepeatPenalty { get; init; }

    public int? NumCtx { get; init; }

    public required ConnectionSnapshot Connection { get; init; }

    public static CarSnapshot Of(Car car) => new()
    {
        Id = car.Id,
        Name = car.Name,
        Model = car.Model,
        Temperature = car.HasTemperature ? car.Temperature : null,
        TopP = car.HasTopP ? car.TopP : null,
        MaxTokens = car.HasMaxTokens ? car.MaxTokens : null,
        Stop = [.. car.Stop],
        Seed = car.HasSeed ? car.Seed : null,
        TopK = car.HasTopK ? car.TopK : null,
        ReasoningEffort = car.HasReasoningEffort ? car.ReasoningEffort : null,
        MinP = car.HasMinP ? car.MinP : null,
        FrequencyPenalty = car.HasFrequencyPenalty ? car.FrequencyPenalty : null,
        PresencePenalty = car.HasPresencePenalty ? car.PresencePenalty : null,
        RepeatPenalty = car.HasRepeatPenalty ? car.RepeatPenalty : null,
        NumCtx = car.HasNumCtx ? car.NumCtx : null,
        Connection = ConnectionSnapshot.Of(car.Connection),
    };

    /// <summary>The request of one completion, yet without its messages. Parameters that are not set are not sent.</summary>
    public CompleteRequest ToRequest()
    {
        var request = new CompleteRequest
        {
            Provider = Connection.Provider,
            Model = Model,
            ConnectionId = Connection.Id,
            TimeoutMs = Connection.TimeoutMs,
            Stop = { Stop },
        };
        if (MaxTokens is { } maxTokens)
        {
            request.MaxOutputTokens = maxTokens;
        }

        if (Temperature is { } temperature)
        {
            request.Temperature = temperature;
        }

        if (TopP is { } topP)
        {
            request.TopP = topP;
        }

        if (TopK is { } topK)
        {
            request.TopK = topK;
        }

        if (Seed is { } seed)
        {
            request.Seed = seed;
        }

        if (ReasoningEffort is { } effort)
        {
            request.ReasoningEffort = effort;
        }

        if (MinP is { } minP)
        {
            request.MinP = minP;
        }

        if (FrequencyPenalty is { } frequency)
        {
            request.FrequencyPenalty = frequency;
        }

        if (PresencePenalty is { } presence)
        {
            request.PresencePenalty = presence;
        }

        if (RepeatPenalty is { } repeat)
        {
            request.RepeatPenalty = repeat;
        }

        if (NumCtx is { } context)
        {
            request.NumCtx = context;
        }

        return request;
    }
}

/// <summary>A car's connection, without its key.</summary>
internal sealed record ConnectionSnapshot
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string Provider { get; init; }

    public required string BaseUrl { get; init; }

    public int MaxInFlight { get; init; } = 1;

    public int TimeoutMs { get; init; }

    public int RetryCount { get; init; }

    public int RetryBackoffMs { get; init; }

    public bool Demo { get; init; }

    public static ConnectionSnapshot Of(Connection connection) => new()
    {
        Id = connection.Id,
        Name = connection.Name,
        Type = connection.Type,
        Provider = connection.Provider,
        BaseUrl = connection.BaseUrl,
        MaxInFlight = Math.Max(1, connection.MaxInFlight),
        TimeoutMs = connection.TimeoutMs,
        RetryCount = connection.RetryCount,
        RetryBackoffMs = connection.RetryBackoffMs,
        Demo = connection.Demo,
    };
}
