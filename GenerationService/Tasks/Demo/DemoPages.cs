using System.Collections.Concurrent;

namespace Podium.GenerationService.Tasks.Demo;

/// <summary>The pages that the demo models "write": one for each model and task, embedded in the assembly.</summary>
internal static class DemoPages
{
    private static readonly ConcurrentDictionary<(string Model, string Task), string> _pages = new();

    /// <param name="model">A <see cref="DemoModel"/> id; an unknown one gets the first model's pages.</param>
    /// <param name="taskId">An unknown task gets the page for free prompts.</param>
    public static string For(string model, string taskId)
    {
        var author = (DemoModel.Find(model) ?? DemoModel.Sprinter).Author;
        var task = TaskCatalog.Find(taskId)?.Id ?? GenerationTask.Free;
        return _pages.GetOrAdd((author, task), key => TaskContent.Text($"Demo/Pages/{key.Task}.{key.Model}.html"));
    }
}
