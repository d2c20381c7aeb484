using System.Collections.Concurrent;

namespace Podium.E2E.Tests.Fixtures;

/// <summary>What no page may do, seen over all pages of a context: ask another host for anything, or complain on the console.</summary>
public sealed class Watch
{
    private readonly ConcurrentQueue<string> _foreign = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<string> _allowed = [];
    private readonly string _origin;
    private string? _lookedAway;

    public Watch(IBrowserContext context, Uri site)
    {
        _origin = site.GetLeftPart(UriPartial.Authority);
        context.Request += (_, request) => Judge(request.Url);
        context.Console += (_, message) => Judge(message);
        context.WebError += (_, error) => _complaints.Enqueue($"uncaught: {error.Error}");
        context.Page += (_, page) => page.Crash += (_, _) => _complaints.Enqueue("the page crashed");
    }

    public IEnumerable<string> Foreign => _foreign;

    /// <summary>This test provokes messages with these words: a failed request leaves a line that no site can prevent.</summary>
    public void Allow(params ReadOnlySpan<string> words) => _allowed.AddRange(words);

    /// <summary>This test has a watch of its own.</summary>
    public void LookAway(string because) => _lookedAway = because;

    public void ShouldBeClean()
    {
        if (_lookedAway is not null)
        {
            return;
        }

        _foreign.ShouldBeEmpty("the site asks nothing of other hosts");
        _complaints.Where(line => !_allowed.Any(words => line.Contains(words, StringComparison.Ordinal))).ShouldBeEmpty("the console stays silent");
    }

    private void Judge(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "ws" or "wss"
            && !string.Equals(address.GetLeftPart(UriPartial.Authority), _origin, StringComparison.OrdinalIgnoreCase))
        {
            _foreign.Enqueue(url);
        }
    }

    private void Judge(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning")
        {
            _complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
        }
    }
}
