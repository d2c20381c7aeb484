using System.Text;
using Podium.GenerationService.Extraction;

namespace Podium.GenerationService.Tasks;

/// <summary>The files that tasks hand to a model, embedded in the assembly.</summary>
internal static class TaskContent
{
    private static readonly Lazy<string> _baselinePage = new(() => Text("Content/baseline.html"));
    private static readonly Lazy<BaselineTexts> _texts = new(() => BaselineTexts.Of(BaselineHtml));
    private static readonly Lazy<byte[]> _reference = new(() => Bytes("Content/figma_landing.png"));

    /// <summary>The deliberately plain page of the redesign task.</summary>
    public static string BaselineHtml => _baselinePage.Value;

    /// <summary>What a redesign of it must still say.</summary>
    public static BaselineTexts BaselineTexts => _texts.Value;

    /// <summary>The mock-up of the image task.</summary>
    public static ReadOnlyMemory<byte> ReferenceImage => _reference.Value;

    /// <summary>The two pictures that belong to the mock-up, by file name.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Assets { get; } = new Dictionary<string, ReadOnlyMemory<byte>>
    {
        ["nordline-mark.svg"] = Bytes("Content/nordline-mark.svg"),
        ["nordline-landscape.svg"] = Bytes("Content/nordline-landscape.svg"),
    };

    public static string AssetText(string name) => Encoding.UTF8.GetString(Assets[name].Span).Trim();

    internal static string Text(string path) => Encoding.UTF8.GetString(Bytes(path));

    private static byte[] Bytes(string path)
    {
        using var stream = typeof(TaskContent).Assembly.GetManifestResourceStream($"Tasks/{path}")
            ?? throw new InvalidOperationException($"The assembly lacks its task file {path}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
