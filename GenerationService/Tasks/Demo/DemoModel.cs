namespace Podium.GenerationService.Tasks.Demo;

/// <summary>The built-in scripted models: a newcomer without a key sees the whole product. Never priced, never ranked.</summary>
/// <param name="Id">The model id in requests.</param>
/// <param name="Label">The name shown.</param>
/// <param name="Author">Its name in the file names of its pages.</param>
internal sealed record DemoModel(string Id, string Label, string Author)
{
    /// <summary>Fast from the first token on.</summary>
    public static readonly DemoModel Sprinter = new("podium-sprinter", "Sprinter (demo)", "sprinter");

    /// <summary>Reasons before it answers, then streams in larger pieces.</summary>
    public static readonly DemoModel Thinker = new("podium-thinker", "Thinker (demo)", "thinker");

    /// <summary>Fails its first attempt half-way and recovers on the second.</summary>
    public static readonly DemoModel Phoenix = new("podium-phoenix", "Phoenix (demo)", "comeback");

    /// <summary>Grades answers in a judge's form. It writes no pages, so it is not among those to choose from.</summary>
    public static readonly DemoModel Judge = new("podium-judge", "Judge (demo)", "thinker");

    /// <summary>Those that race.</summary>
    public static IReadOnlyList<DemoModel> All { get; } = [Sprinter, Thinker, Phoenix];

    public static DemoModel? Find(string id) => All.Append(Judge).FirstOrDefault(model => model.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
