namespace Podium.GenerationService.Providers;

internal static class ChatTurns
{
    /// <summary>
    /// The messages but the system's, those with results of tools joined: Anthropic and Gemini want all calls of a turn answered in one message, and
    /// refuse them one by one.
    /// </summary>
    public static IEnumerable<IReadOnlyList<ChatMessage>> Of(IReadOnlyList<ChatMessage> messages)
    {
        List<ChatMessage> results = [];
        foreach (var message in messages.Where(m => m.Role != ChatRole.System))
        {
            if (message.Role == ChatRole.Tool)
            {
                results.Add(message);
                continue;
            }

            if (results.Count > 0)
            {
                yield return results;
                results = [];
            }

            yield return [message];
        }

        if (results.Count > 0)
        {
            yield return results;
        }
    }
}
