using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>Where in its plan a generation is, and what it has learnt on the way: a model that takes no image takes none at another provider.</summary>
internal sealed class AttemptCursor(GenerationRequest request)
{
    private ChatRequest _chat = request.Chat;
    private int _index;

    public PlannedAttempt Planned => request.Plan[_index];

    public int Repeats { get; private set; }

    public AttemptCall ToCall(TimeSpan queued) => new(_chat with { Model = Planned.Model }, request.Endpoint, Planned, request.Demo, queued);

    public FailedAttempt Failed(ProviderFailure failure) => new(
        failure,
        HasNext: _index + 1 < request.Plan.Count,
        SentImage: _chat.Messages.Any(m => m.Images.Count > 0),
        Streamed: _chat.Stream,
        Repeats);

    public void DropImage() => _chat = _chat with { Messages = [.. _chat.Messages.Select(m => m with { Images = [] })] };

    public void DropStreaming() => _chat = _chat with { Stream = false };

    public void Repeat() => Repeats++;

    public void MoveOn()
    {
        _index++;
        Repeats = 0;
    }
}
