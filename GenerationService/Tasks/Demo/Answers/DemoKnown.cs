namespace Podium.GenerationService.Tasks.Demo.Answers;

/// <summary>What each says to a prompt of the suites a newcomer races first, so that the first race has winners, losers and reasons for both.</summary>
/// <param name="Mark">Words that only this prompt has.</param>
internal sealed record DemoKnown(string Mark, string Exact, string Chatty, string Forgetful)
{
    private const string Query = "SELECT customer, SUM(total) AS total_sum\nFROM orders\nGROUP BY customer\nORDER BY total_sum";
    private const string Rain = "Grey drops on the roof\nthe garden drinks without haste\nmy cup fills with steam";
    private const string Bridge = "The old bridge closes for repairs from March to June, with free ferries for pedestrians and buses on the northern route.";
    private const string Sum = "def add_all(numbers):\n    return sum(numbers)";

    private const string Decline =
        "Dear organisers,\n\nthank you for inviting me to speak on 12 May. Unfortunately I am unable to come, as I have promised that day to others. "
        + "I wish you a good conference and hope to be of use another year.\n\nKind regards";

    private const string Bottle =
        "This steel bottle keeps your drink cold for 24 hours, on the trail and at your desk. Its double wall stays dry outside, its lid closes tight, "
        + "and it comes back from every fall with nothing but a story to tell.";

    private static readonly DemoKnown[] _all =
    [
        new("add_all(numbers)", $"```python\n{Sum}\n```", $"Of course! Here you go:\n\n```python\n{Sum}\n```\n\nLet me know if you would like me to explain it.", Sum),
        new("y.append(4)", "4", "The program prints 4, because x and y are the same list.", "4"),
        new(
            "wrong for lists of negative numbers",
            "m starts at 0, so in a list of negative numbers no element is greater and the function returns 0.",
            "Good catch! The variable m starts at 0, and every negative number is smaller than that. Start with a[0] instead.",
            "The comparison should be the other way round."),
        new("Table orders(id, customer, total)", $"{Query} DESC;", $"Sure, here is the query:\n\n```sql\n{Query} DESC;\n```", $"{Query};"),
        new("what is the capital of France? Answer with one word", "Paris", "The capital of France is Paris, of course!", "Paris"),
        new("close the old bridge for repairs", Bridge, $"Sure! Here is a summary in one sentence:\n\n{Bridge}", "Ferries are free from March to June."),
        new(
            "politely declines an invitation", Decline, Decline.Replace("Kind regards", "Warmly", StringComparison.Ordinal), "Dear organisers,\n\nI cannot come on 12 May.\n\nRegards"),
        new("steel water bottle that keeps drinks cold", Bottle, $"You will love it! {Bottle}", "A steel bottle that keeps drinks cold for 24 hours."),
        new("Write a haiku about rain", Rain, $"Here is a haiku for you:\n\n{Rain}", Rain[..Rain.LastIndexOf('\n')]),
    ];

    /// <summary>Null for a prompt that none of them has rehearsed.</summary>
    public static string? Find(string prompt, DemoStyle style) =>
        Array.Find(_all, known => prompt.Contains(known.Mark, StringComparison.Ordinal)) is not { } found ? null
        : style switch
        {
            DemoStyle.Exact => found.Exact,
            DemoStyle.Chatty => found.Chatty,
            _ => found.Forgetful,
        };
}
