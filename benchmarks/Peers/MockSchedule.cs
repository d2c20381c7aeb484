using System.Globalization;

namespace Podium.Benchmarks.Peers;

/// <summary>What the mock does, written in the model's name: <c>mock-t200-i20-n50-r7</c> = first token after 200 ms, 20 ms between tokens, 50 tokens, request 7.</summary>
/// <param name="RequestId">Of a car of a race, which asks many times: the car. There the prompt tells the requests apart.</param>
internal sealed record MockSchedule(int FirstTokenMs, int IntervalMs, int Tokens, string RequestId)
{
    public string Model => $"mock-t{FirstTokenMs}-i{IntervalMs}-n{Tokens}-r{RequestId}";

    public bool IsImmediate => FirstTokenMs == 0 && IntervalMs == 0;

    public static MockSchedule Parse(string model)
    {
        var parts = model.Split('-');
        return new MockSchedule(Number(parts[1]), Number(parts[2]), Number(parts[3]), parts[4][1..]);
    }

    private static int Number(string part) => int.Parse(part.AsSpan(1), CultureInfo.InvariantCulture);
}
