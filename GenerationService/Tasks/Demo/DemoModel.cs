namespace Podium.GenerationService.Tasks.Demo;

/// <summary>The built-in scripted models: a newcomer without a key sees the whole product. Never priced, never ranked.</summary>
/// <param name="Id">The model id in requests.</param>
/// <param name="Label">The name shown.</param>
internal sealed record DemoModel(string Id, string Label)
{
    /// <summary>Fast from the first token on.</summary>
    public static readonly DemoModel Sprinter = new("demo/sprinter", "Sprinter");

    /// <summary>Reasons before it answers, then streams in larger pieces.</summary>
    public static readonly DemoModel Thinker = new("demo/thinker", "Thinker");

    /// <summary>Fails its first attempt half-way and recovers on the second.</summary>
    public static readonly DemoModel Comeback = new("demo/comeback", "Comeback");

    public static IReadOnlyList<DemoModel> All { get; } = [Sprinter, Thinker, Comeback];

    public static DemoModel? Find(string id) => All.FirstOrDefault(model => model.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
