using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Hosting;

namespace Podium.ServiceDefaults.Tests.Configuration;

public class ConfigurationTests
{
    internal sealed class PitOptions
    {
        [Description("How long a stop takes")]
        [Range(1, 1000)]
        public int StopMs { get; set; } = 250;

        [Description("Tyres on offer")]
        public IList<string> Tyres { get; } = [];
    }

    internal sealed class PitLaneOptions
    {
        public const string SectionName = "Pit";
    }

    [Fact]
    public async Task A_misspelt_key_is_reported_and_a_right_one_is_not()
    {
        await using var app = await TestApp.StartAsync(
            configure: builder => builder.AddModuleOptions<PitOptions>("Pit"),
            settings: [("Pit:StopMs", "300"), ("Pit:StopSeconds", "3"), ("Outbound:AllowPrivat", "true"), ("SomebodyElse:Key", "1")]);
        app.Logs.Entries.Where(e => e.Message.EndsWith("has no effect")).Select(e => e.Message).ShouldBe(
            ["Configuration key Outbound:AllowPrivat is unknown and has no effect", "Configuration key Pit:StopSeconds is unknown and has no effect"],
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_value_out_of_range_keeps_the_host_from_starting_and_names_the_key()
    {
        var e = await Should.ThrowAsync<OptionsValidationException>(() =>
            TestApp.StartAsync(configure: builder => builder.AddModuleOptions<PitOptions>("Pit"), settings: ("Pit:StopMs", "0")));
        e.Message.ShouldContain("StopMs");
    }

    [Fact]
    public async Task The_console_writes_in_the_configured_format()
    {
        await using var app = await TestApp.StartAsync(settings: ("Logging:Console:FormatterName", "json"));
        app.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue.FormatterName.ShouldBe("json");
    }

    [Fact]
    public void What_keeps_a_host_from_starting_is_told_in_one_line_per_key()
    {
        var failure = "DataAnnotation validation failed for 'PitLaneOptions' members: 'StopMs' with the error: 'The field StopMs must be between 1 and 1000.'.";
        StartupFailure.Describe(new OptionsValidationException("", typeof(PitLaneOptions), [failure]))
            .ShouldBe("Pit:StopMs: The field StopMs must be between 1 and 1000.");
        StartupFailure.Describe(new ConfigurationException("PODIUM_SECRET_KEY is short.")).ShouldBe("PODIUM_SECRET_KEY is short.");
        StartupFailure.Describe(new AggregateException(new ConfigurationException("a"), new ConfigurationException("b"))).ShouldBe("a\nb");
        StartupFailure.Describe(new AggregateException(new ConfigurationException("a"), new NullReferenceException())).ShouldBeNull();
        StartupFailure.Describe(new InvalidOperationException("a defect")).ShouldBeNull();
    }

    [Fact]
    public async Task A_seed_name_sets_the_key_unless_the_key_itself_is_set()
    {
        static void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder)
        {
            builder.AddSeedEnvironment(("PIT_STOP_MS", "Pit:StopMs"));
            builder.AddModuleOptions<PitOptions>("Pit");
        }

        await using var seed = await TestApp.StartAsync(configure: Configure, settings: ("PIT_STOP_MS", "400"));
        seed.Services.GetRequiredService<IOptions<PitOptions>>().Value.StopMs.ShouldBe(400);
        await using var both = await TestApp.StartAsync(configure: Configure, settings: [("PIT_STOP_MS", "400"), ("Pit:StopMs", "500")]);
        both.Services.GetRequiredService<IOptions<PitOptions>>().Value.StopMs.ShouldBe(500);
    }

    [Fact]
    public async Task The_catalog_lists_every_key_with_its_default_and_description()
    {
        await using var app = await TestApp.StartAsync(configure: builder => builder.AddModuleOptions<PitOptions>("Pit"));
        var keys = app.Services.GetRequiredService<OptionsCatalog>().Keys().ToList();
        keys.ShouldContain(new OptionKey("Pit:StopMs", "250", "How long a stop takes"));
        keys.ShouldContain(new OptionKey("Pit:Tyres", "", "Tyres on offer"));
        keys.ShouldAllBe(key => key.Description.Length > 0);
    }

    [Fact]
    public async Task The_start_is_summed_up_without_secrets()
    {
        await using var app = await TestApp.StartAsync();
        var summary = app.Logs.Entries.Single(e => e.Message.StartsWith("Podium test listens on")).Message;
        summary.ShouldContain(app.Client.BaseAddress!.Authority);
        summary.ShouldContain("cache memory");
        app.Logs.Entries.ShouldNotContain(e => e.Message.Contains(TestApp.Secret));
        app.Logs.Entries.ShouldNotContain(e => e.Level >= LogLevel.Warning);
    }
}
