using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Podium.Generation.V1;
using Podium.GenerationService.Generations;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;
using Podium.TestKit;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class GenerationGrpcTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Service = "podium.generation.v1.Generation";

    private static readonly Method<CompleteRequest, CompletionEvent> _complete = new(
        MethodType.ServerStreaming, Service, "Complete", Of(CompleteRequest.Parser), Of(CompletionEvent.Parser));

    private static readonly Method<GetArtifactPageRequest, ArtifactPage> _page = new(
        MethodType.Unary, Service, "GetArtifactPage", Of(GetArtifactPageRequest.Parser), Of(ArtifactPage.Parser));

    private FakeProvider _upstream = null!;
    private GenerationHost _host = null!;
    private GrpcChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _upstream = await FakeProvider.StartAsync();
        _host = await GenerationHost.StartAsync(
            await postgres.CreateDatabaseAsync(),
            _upstream,
            ("Kestrel:Endpoints:grpc:Url", "http://127.0.0.1:0"),
            ("Generation:MaxConcurrentPerOwner", "1"),
            ("Generation:MaxQueued", "1"));
        _channel = GrpcChannel.ForAddress(_host.Services.GetRequiredService<ListenerAddresses>().Grpc!);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _host.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_completion_streams_its_deltas_with_the_providers_clock_and_ends_with_finished()
    {
        var events = await CompleteAsync(Request("fake-ttft20-itl2-n10-reason2"));

        var deltas = events.Where(e => e.EventCase == CompletionEvent.EventOneofCase.Delta).Select(e => e.Delta).ToList();
        var finished = events[^1].Finished;
        string.Concat(deltas.Where(d => d.Channel == Channel.Answer).Select(d => d.Text)).ShouldContain("</html>");
        deltas.ShouldContain(d => d.Channel == Channel.Reasoning);
        deltas.Select(d => d.SinceSentUs).ShouldBeInOrder();
        finished.Finish.ShouldBe("stop");
        finished.Timings.FirstTokenUs.ShouldBe(deltas[0].SinceSentUs);
        finished.Timings.TokenEvents.ShouldBeGreaterThanOrEqualTo(deltas.Count);
        finished.Usage.Reasoning.ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_is_an_answer_and_no_rpc_error()
    {
        var finished = (await CompleteAsync(Request("fake-status503"))).Single().Finished;
        finished.Finish.ShouldBe("failed");
        finished.Failure.Status.ShouldBe(503);
        finished.Failure.Retryable.ShouldBeTrue();
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_the_upstream_call()
    {
        using var call = _channel.CreateCallInvoker().AsyncServerStreamingCall(_complete, null, As(GenerationHost.Ada), Request("fake-n500-itl20"));
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        call.Dispose();
        await _upstream.LastRequest.Ended.WaitAsync(TimeSpan.FromSeconds(5));
        _upstream.LastRequest.ClientLeft.ShouldBeTrue();
    }

    [Fact]
    public async Task A_completion_waits_for_a_place_like_every_generation()
    {
        using var running = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n500-itl20"));
        await using var events = SseEvent.ReadAsync(running).GetAsyncEnumerator();
        await events.MoveNextAsync();
        await Eventually.IsTrueAsync(() => _upstream.Requests.Count == 1);
        var waiting = CompleteAsync(Request("fake-n5"));
        var queue = _host.Services.GetRequiredService<GenerationQueue>();
        await Eventually.IsTrueAsync(() => queue.Load == (1, 1));

        var refused = await Should.ThrowAsync<RpcException>(() => CompleteAsync(Request("fake-n5")));

        refused.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        _upstream.Requests.Count.ShouldBe(1);
        using var cancelled = await _host.Client.DeleteAsync($"/api/generate/{events.Current.Text("generationId")}");
        var finished = (await waiting)[^1].Finished;
        finished.Finish.ShouldBe("stop");
        finished.Timings.QueuedUs.ShouldBeGreaterThan(0);
        await Eventually.IsTrueAsync(() => queue.Load == (0, 0));
    }

    [Theory]
    [InlineData("openai", "http://169.254.169.254/v1", "baseUrl")]
    [InlineData("google", "http://example.com/v1", "baseUrl")]
    public async Task An_address_that_may_not_be_called_is_refused_before_anything_is_queued(string provider, string address, string field)
    {
        var request = Request("fake-n5");
        request.Provider = provider;
        request.BaseUrl = address;

        var refused = await Should.ThrowAsync<RpcException>(() => CompleteAsync(request));

        refused.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        refused.Status.Detail.ShouldStartWith(field);
    }

    [Fact]
    public async Task A_deadline_ends_the_upstream_call_and_gives_the_place_back()
    {
        var late = await Should.ThrowAsync<RpcException>(
            () => CompleteAsync(Request("fake-n500-itl20"), As(GenerationHost.Ada).WithDeadline(DateTime.UtcNow.AddSeconds(1))));

        late.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await _upstream.LastRequest.Ended.WaitAsync(TimeSpan.FromSeconds(5));
        await Eventually.IsTrueAsync(() => _host.Services.GetRequiredService<GenerationQueue>().Load == (0, 0));
    }

    [Fact]
    public async Task Whoever_repeats_a_request_under_way_needs_no_place_for_it()
    {
        var first = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n500-itl20"), idempotencyKey: "same");
        using var second = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n500-itl20"));
        using var refused = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n500-itl20"), idempotencyKey: "other");
        refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.TooManyRequests);

        using var again = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n500-itl20"), idempotencyKey: "same");

        again.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        (await FirstAsync(again)).Text("generationId").ShouldBe((await FirstAsync(first)).Text("generationId"));
    }

    private static async Task<SseEvent> FirstAsync(HttpResponseMessage response)
    {
        await using var events = SseEvent.ReadAsync(response).GetAsyncEnumerator();
        await events.MoveNextAsync();
        return events.Current;
    }

    [Fact]
    public async Task A_number_that_is_none_is_refused_by_name()
    {
        var request = Request("fake-n5");
        request.Temperature = double.NaN;
        var refused = await Should.ThrowAsync<RpcException>(() => CompleteAsync(request));
        refused.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        refused.Status.Detail.ShouldContain("temperature");
    }

    [Fact]
    public async Task A_viewer_may_not_spend_anything()
    {
        var viewer = GenerationHost.Ada with { Role = Role.Viewer };
        (await Should.ThrowAsync<RpcException>(() => CompleteAsync(Request("fake-n5"), As(viewer)))).StatusCode.ShouldBe(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task An_artifacts_page_comes_as_it_is_stored()
    {
        var complete = (await _host.StreamAsync(GenerationHost.Body("fake-n5"))).Single("complete").Data;
        var id = complete.GetProperty("artifactId").GetString()!;
        var page = await _channel.CreateCallInvoker().AsyncUnaryCall(_page, null, As(GenerationHost.Ada), new GetArtifactPageRequest { ArtifactId = id }).ResponseAsync;
        using var reader = new StreamReader(new GZipStream(new MemoryStream(page.HtmlGzip.ToByteArray()), CompressionMode.Decompress));
        (await reader.ReadToEndAsync()).ShouldBe(complete.GetProperty("result").GetProperty("html").GetString());

        var held = new GetArtifactPageRequest { ArtifactId = id, KnownSha256 = page.Sha256 };
        var unmoved = await _channel.CreateCallInvoker().AsyncUnaryCall(_page, null, As(GenerationHost.Ada), held).ResponseAsync;
        unmoved.Sha256.ShouldBe(page.Sha256);
        unmoved.HtmlGzip.IsEmpty.ShouldBeTrue();
        var other = new GetArtifactPageRequest { ArtifactId = id, KnownSha256 = new string('0', 64) };
        (await _channel.CreateCallInvoker().AsyncUnaryCall(_page, null, As(GenerationHost.Ada), other).ResponseAsync).HtmlGzip.ShouldBe(page.HtmlGzip);

        var missing = await Should.ThrowAsync<RpcException>(async () => await _channel.CreateCallInvoker()
            .AsyncUnaryCall(_page, null, As(GenerationHost.Ada), new GetArtifactPageRequest { ArtifactId = Guid.NewGuid().ToString() }).ResponseAsync);
        missing.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    private static CompleteRequest Request(string model) => new()
    {
        Provider = "openai",
        Model = model,
        ApiKey = "sk-test-secret-key",
        Messages = { new Message { Role = "user", Text = "Hello" } },
    };

    private static Marshaller<T> Of<T>(MessageParser<T> parser)
        where T : IMessage<T> => Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);

    private CallOptions As(PodiumUser user) => new(
        new Metadata { { IdentityHeader.Name.ToLowerInvariant(), _host.Services.GetRequiredService<IdentityHeader>().Create(user) } });

    private async Task<List<CompletionEvent>> CompleteAsync(CompleteRequest request, CallOptions? options = null)
    {
        using var call = _channel.CreateCallInvoker().AsyncServerStreamingCall(_complete, null, options ?? As(GenerationHost.Ada), request);
        var events = new List<CompletionEvent>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            events.Add(call.ResponseStream.Current);
        }

        return events;
    }
}
