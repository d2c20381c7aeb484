using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Tasks.Demo.Answers;

/// <summary>What a demo model says to the prompt of a suite: text, or the call of a tool.</summary>
internal sealed record DemoAnswer(string Text, ToolCall? Call = null)
{
    public static DemoAnswer Calling(string tool, string argumentsJson) => new("", new ToolCall("call_demo", tool, argumentsJson));
}
