using System.Net;
using Podium.TestKit.Postgres;
using Podium.TestKit.Processes;
using Podium.TestKit.Telemetry;
using Xunit;

namespace Podium.TestKit.Conformance;

/// <summary>What a service must tell about itself to be put to the common tests. Each service derives one, with a constructor without parameters.</summary>
public abstract class ServiceUnderTest : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private OtlpCollector? _telemetry;
    private ProcessHost? _process;

    /// <summary>The project, which is also the name of its executable.</summary>
    public abstract string Project { get; }

    /// <summary>Name of its connection string, for example <c>generationdb</c>.</summary>
    public abstract string Connection { get; }

    /// <summary>Name of its schema.</summary>
    public abstract string Schema { get; }

    /// <summary>Path of its OpenAPI document.</summary>
    public abstract string Document { get; }

    /// <summary>A read that any signed-in person may do.</summary>
    public abstract string HappyPath { get; }

    /// <summary>A read of something that does not exist.</summary>
    public abstract string UnknownPath { get; }

    /// <summary>A POST that is refused, and the field at fault.</summary>
    public abstract (string Path, string Body, string Field) InvalidRequest { get; }

    /// <summary>How it is refused.</summary>
    public virtual HttpStatusCode InvalidStatus => HttpStatusCode.BadRequest;

    /// <summary>Further settings the process needs to boot alone.</summary>
    public virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    /// <summary>Adds whatever tells the service who is asking.</summary>
    public abstract void Identify(HttpRequestMessage request);

    public string ConnectionString { get; private set; } = "";

    public OtlpCollector Telemetry => _telemetry!;

    public ProcessHost Process => _process!;

    public HttpClient Client { get; private set; } = new();

    public async Task InitializeAsync()
    {
        _telemetry = await OtlpCollector.StartAsync();
        ConnectionString = await _postgres.CreateDatabaseAsync();
        _process = Start();
        Client = new HttpClient { BaseAddress = await AddressAsync(_process), Timeout = TimeSpan.FromSeconds(30) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        await Telemetry.DisposeAsync();
    }

    /// <summary>Starts one more process of the service on the same database.</summary>
    public ProcessHost Start() => ProcessHost.StartProject(Project, new Dictionary<string, string?>(Telemetry.ProcessSettings.Concat(Settings))
    {
        [$"ConnectionStrings__{Connection}"] = ConnectionString,
        ["PODIUM_SECRET_KEY"] = SecretKey,
        ["Kestrel__Endpoints__http__Url"] = "http://127.0.0.1:0",
        ["Kestrel__Endpoints__grpc__Url"] = "http://127.0.0.1:0",
    });

    protected const string SecretKey = "conformance-only-0123456789abcdef";

    /// <summary><c>Podium generation listens on http://127.0.0.1:40001/, gRPC ...</c></summary>
    public static async Task<Uri> AddressAsync(ProcessHost process) => new(await process.LineAsync(line =>
        line.Contains(" listens on ", StringComparison.Ordinal) ? line.Split(" listens on ")[1].Split(' ', ',')[0] : null));
}
