using System.Text;
using Podium.GenerationService.Pricing;

namespace Podium.GenerationService.Tests.Pricing;

public sealed class PriceBookTests
{
    private static readonly DateTimeOffset November = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly PriceBook Book = new(new(PriceTable.LoadEmbedded), overrides: null, router: null);

    [Theory]
    [InlineData("openai", "gpt-5", 1.25)]
    [InlineData("openai", "GPT-5", 1.25)]
    [InlineData("openai", "gpt-5-2025-08-07", 1.25)]
    [InlineData("openai", "gpt-5-mini", 0.25)]
    [InlineData("openai", "gpt-5-mini-2025-08-07", 0.25)]
    [InlineData("openai", "gpt-5.1", 1.25)]
    [InlineData("anthropic", "claude-opus-4-6", 5)]
    [InlineData("anthropic", "claude-haiku-4-5-20251001", 1)]
    [InlineData("google", "gemini-3-flash-preview", 0.5)]
    [InlineData("google", "models/gemini-2.5-flash", 0.3)]
    [InlineData("google", "gemini-2.5-flash-preview-09-2025", 0.3)]
    [InlineData("huggingface", "openai/gpt-oss-120b:groq", 0.15)]
    [InlineData("huggingface", "Qwen/Qwen3.5-397B-A17B:novita", 0.6)]
    [InlineData("openrouter", "anthropic/claude-opus-4.6", 5)]
    [InlineData("aipipe", "gpt-4o-mini", 0.15)]
    public void A_model_finds_its_price(string provider, string model, decimal usdPerMillion) =>
        Book.Find(provider, model, null, November)!.Rates.Input.ShouldBe((long)(usdPerMillion * 1_000_000));

    /// <summary>The longest known beginning must not lend its price to another model.</summary>
    [Theory]
    [InlineData("openai", "gpt-5-pro")]
    [InlineData("openai", "gpt-50")]
    [InlineData("openai", "gpt-5.15")]
    [InlineData("openai", "gpt-4.1-nanometer")]
    [InlineData("openai", "o3-pro")]
    [InlineData("anthropic", "claude-opus-5-9")]
    [InlineData("google", "gemini-2.5-flash-image")]
    [InlineData("huggingface", "openai/gpt-oss-120b")]
    [InlineData("huggingface", "openai/gpt-oss-120b:unheard-of")]
    [InlineData("openrouter", "mistralai/unknown")]
    [InlineData("compatible", "deepseek-v4-pro")]
    [InlineData("demo", "demo/sprinter")]
    public void What_is_not_in_the_list_is_unknown(string provider, string model) => Book.Find(provider, model, null, November).ShouldBeNull();

    [Theory]
    [InlineData("ollama", "qwen3:8b")]
    [InlineData("llamacpp", "anything")]
    [InlineData("lmstudio", "anything")]
    [InlineData("jan", "anything")]
    [InlineData("vllm", "anything")]
    public void A_model_on_one_s_own_machine_costs_nothing_per_token(string provider, string model)
    {
        var quote = Book.Find(provider, model, null, November).ShouldNotBeNull();

        quote.Origin.ShouldBe("local");
        CostCalculator.Compute(new(10, 10), quote)!.TotalPico.ShouldBe(0);
        CostCalculator.Compute(null, quote)!.TotalPico.ShouldBe(0);
    }

    [Theory]
    [InlineData("gpt-oss:120b-cloud")]
    [InlineData("glm-5:cloud")]
    public void Ollama_s_cloud_models_are_not_free(string model) => Book.Find("ollama", model, null, November).ShouldBeNull();

    [Theory]
    [InlineData("2026-11-30T23:59:59Z", 2)]
    [InlineData("2026-12-01T00:00:00Z", 4)]
    public void A_scheduled_change_takes_effect_on_its_day(string at, decimal usdPerMillion) =>
        Book.Find("google", "gemini-4-argon", null, DateTimeOffset.Parse(at))!.Rates.Input.ShouldBe((long)(usdPerMillion * 1_000_000));

    [Theory]
    [InlineData("2026-11-20T02:00:00Z", 1.32, "Friday, first peak")]
    [InlineData("2026-11-20T04:00:00Z", 0.66, "the window is over")]
    [InlineData("2026-11-20T09:59:59Z", 1.32, "Friday, second peak")]
    [InlineData("2026-11-21T02:00:00Z", 0.66, "Saturday")]
    public void Peak_hours_have_peak_prices(string at, decimal usdPerMillion, string because) =>
        Book.Find("compatible", "deepseek-v4-pro", "api.deepseek.com", DateTimeOffset.Parse(at))!
            .Rates.Input.ShouldBe((long)(usdPerMillion * 1_000_000), because);

    [Fact]
    public void Whoever_served_decides_the_price()
    {
        Book.Find("huggingface", "meta-llama/Llama-3.3-70B-Instruct", "groq", November)!.Rates.Input.ShouldBe(590_000);
        Book.Find("huggingface", "meta-llama/Llama-3.3-70B-Instruct:novita", "together", November)!.Rates.Input.ShouldBe(880_000);
    }

    [Fact]
    public void Every_row_of_the_built_in_table_finds_itself()
    {
        foreach (var row in Book.Table.Rows)
        {
            var at = row.From ?? row.Until?.AddDays(-1) ?? November;
            Book.Find(row.Provider, row.Model, row.ServedBy, at).ShouldNotBeNull().MatchedModel.ShouldBe(row.Model);
            row.Source.Date.ShouldBeLessThanOrEqualTo(new DateOnly(2026, 11, 21));
        }
    }

    [Fact]
    public void No_two_rows_of_the_built_in_table_hold_at_once()
    {
        foreach (var same in Book.Table.Rows.GroupBy(row => (row.Provider, row.Model, row.ServedBy)))
        {
            var rows = same.OrderBy(row => row.From ?? DateTimeOffset.MinValue).ToList();
            rows.Zip(rows.Skip(1)).ShouldAllBe(pair => pair.First.Until != null && pair.First.Until <= pair.Second.From);
        }
    }

    [Fact]
    public void The_operator_s_file_wins()
    {
        var own = Parse("""{"provider":"openai","model":"gpt-5","input":9,"output":9,"source":"A"},{"provider":"compatible","model":"mine","match":"Prefix","input":1,"output":1,"source":"A"}""");
        var book = new PriceBook(new(PriceTable.LoadEmbedded), own, router: null);

        var quote = book.Find("openai", "gpt-5", null, November).ShouldNotBeNull();
        quote.Rates.Input.ShouldBe(9_000_000);
        quote.Origin.ShouldBe("override");
        quote.Source.Name.ShouldBe("contract");
        book.Find("compatible", "mine-large", null, November)!.Rates.Input.ShouldBe(1_000_000);
        book.Find("compatible", "minestrone", null, November).ShouldBeNull();
        book.Find("openai", "gpt-5.1", null, November)!.Origin.ShouldBe("table");
    }

    [Theory]
    [InlineData("""{"provider":"openai","model":"a","input":-1,"output":1,"source":"A"}""", "rows[0] (openai/a) input")]
    [InlineData("""{"provider":"openai","model":"a","input":1,"output":0.00000001,"source":"A"}""", "rows[0] (openai/a) output")]
    [InlineData("""{"provider":"openai","model":"a","input":1,"output":1,"source":"B"}""", "rows[0] (openai/a) source")]
    [InlineData("""{"provider":"OpenAI","model":"a","input":1,"output":1,"source":"A"}""", "provider")]
    [InlineData("""{"provider":"openai","model":"a:b","input":1,"output":1,"source":"A"}""", "model")]
    [InlineData("""{"provider":"openai","model":"a","input":1,"output":1,"source":"A","from":"2026-02-01","until":"2026-01-01"}""", "until")]
    [InlineData("""{"provider":"openai","model":"a","input":1,"output":1,"source":"A","typo":1}""", "typo")]
    [InlineData("""{"provider":"openai","model":"a","output":1,"source":"A"}""", "$.rows[0]")]
    [InlineData("""{"provider":"compatible","model":"a","input":1,"output":1,"source":"A","peak":{"days":["Monday"],"hours":["5-3"],"input":1,"output":1}}""", "peak.hours")]
    public void A_wrong_row_is_named(string row, string named) =>
        Should.Throw<InvalidPriceFileException>(() => Parse(row)).Message.ShouldContain(named);

    private static PriceTable Parse(string rows) => PriceTable.Parse(
        new MemoryStream(Encoding.UTF8.GetBytes($$$"""{"version":"own","sources":{"A":{"name":"contract","date":"2026-01-01"}},"rows":[{{{rows}}}]}""")),
        "own.json");
}
