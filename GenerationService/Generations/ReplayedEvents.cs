using System.Text;

namespace Podium.GenerationService.Generations;

/// <summary>
/// The stream of a generation whose events were removed, built from its row and its artifact: how it began and how it ended, without the tokens in
/// between. Each event keeps the number it had; for a follower whose number is beyond the last one they go on from there.
/// </summary>
internal sealed class ReplayedEvents(StoredPages pages)
{
    public async Task<ReadOnlyMemory<byte>> BuildAsync(Generation generation, long after, CancellationToken cancellationToken)
    {
        var html = generation.ArtifactId is { } artifact ? await pages.FindHtmlAsync(artifact, cancellationToken) : null;
        var end = generation.ToEnd();
        var result = new GenerationResult(generation.ModelId, generation.Label, generation.Provider, generation.Vendor, html);
        var last = LastEvents.For(generation.Id, result, end);
        var lastSequence = generation.LastSequence ?? last.Count + 1;
        lastSequence = after > lastSequence ? after + last.Count : lastSequence;
        using var frames = new MemoryStream();
        Write(frames, 1, "meta", GenerationJson.Utf8(MetaEvent.From(generation)), after);
        for (var i = 0; i < last.Count; i++)
        {
            Write(frames, lastSequence - last.Count + 1 + i, last[i].Name, last[i].Data, after);
        }

        return frames.ToArray();
    }

    private static void Write(MemoryStream frames, long sequence, string name, byte[] data, long after)
    {
        if (sequence > after)
        {
            frames.Write(Encoding.UTF8.GetBytes($"id: {sequence}\nevent: {name}\ndata: "));
            frames.Write(data);
            frames.Write(EventFrames.Separator);
        }
    }
}
