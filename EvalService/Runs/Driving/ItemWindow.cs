using Podium.EvalService.Runs.Items;

namespace Podium.EvalService.Runs.Driving;

/// <summary>The items of one run that are next, in order. The page after the one in use is fetched ahead.</summary>
internal sealed class ItemWindow(ItemPages pages, long runId)
{
    private readonly Queue<(RunItem Item, TestCase Test)> _waiting = new();
    private Task<ItemPage>? _next;
    private bool _hasMore = true;

    /// <summary>The items of the next heat (the same test, repetition and kind), or null when none is left. Stays until taken.</summary>
    public async ValueTask<IReadOnlyList<(RunItem Item, TestCase Test)>?> NextHeatAsync(CancellationToken cancellationToken)
    {
        // A heat may lie across pages: more is read until another one begins.
        while (_hasMore && _waiting.All(w => w.Item.Heat == _waiting.Peek().Item.Heat))
        {
            await LoadAsync(cancellationToken);
        }

        return _waiting.Count == 0 ? null : [.. _waiting.TakeWhile(w => w.Item.Heat == _waiting.Peek().Item.Heat)];
    }

    /// <summary>The next item alone, or null when none is left. Stays until taken.</summary>
    public async ValueTask<(RunItem Item, TestCase Test)?> NextAsync(CancellationToken cancellationToken)
    {
        while (_hasMore && _waiting.Count == 0)
        {
            await LoadAsync(cancellationToken);
        }

        return _waiting.Count == 0 ? null : _waiting.Peek();
    }

    public void Take(int count)
    {
        for (; count > 0; count--)
        {
            _waiting.Dequeue();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var page = await (_next ?? pages.ReadAsync(runId, 0, cancellationToken));
        _next = null;
        _hasMore = page.HasMore;
        foreach (var item in page.Items)
        {
            _waiting.Enqueue((item, page.Tests[item.TestId]));
        }

        if (_hasMore)
        {
            _next = pages.ReadAsync(runId, page.Items[^1].Ordinal, cancellationToken);
        }
    }
}
