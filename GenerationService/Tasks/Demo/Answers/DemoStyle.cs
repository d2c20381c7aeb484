namespace Podium.GenerationService.Tasks.Demo.Answers;

/// <summary>How a demo model goes about a prompt.</summary>
internal enum DemoStyle
{
    /// <summary>Gives what was asked in the form asked for.</summary>
    Exact,

    /// <summary>Right, but wrapped in pleasantries and fences.</summary>
    Chatty,

    /// <summary>Leaves a part out.</summary>
    Forgetful,
}

internal static class DemoStyles
{
    public static DemoStyle Of(string model) => DemoModel.Find(model) switch
    {
        { } found when found == DemoModel.Sprinter => DemoStyle.Chatty,
        { } found when found == DemoModel.Phoenix => DemoStyle.Forgetful,
        _ => DemoStyle.Exact,
    };
}
