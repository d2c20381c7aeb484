using System.Net;
using Podium.ServiceDefaults.Identity;
using Podium.TestKit.Conformance;

namespace Podium.Standalone.Tests.Conformance;

public sealed class GenerationUnderTest : ServiceUnderTest
{
    private readonly IdentityHeader _identity = new(new SecretKey(SecretKey), TimeProvider.System);

    public override string Project => "GenerationService";

    public override string Connection => "generationdb";

    public override string Schema => "generation";

    public override string Document => "/openapi/generation.json";

    public override string HappyPath => "/api/generate/options";

    public override string UnknownPath => $"/api/artifacts/{Guid.CreateVersion7()}";

    public override (string Path, string Body, string Field) InvalidRequest => ("/api/generate", """{"provider":"nobody","modelId":"m"}""", "provider");

    public override void Identify(HttpRequestMessage request) => request.Headers.Add(IdentityHeader.Name, _identity.Create(new PodiumUser("hf:1", "Ada", Role.Member)));
}

public sealed class GatewayUnderTest : ServiceUnderTest
{
    public override string Project => "Gateway";

    public override string Connection => "edgedb";

    public override string Schema => "edge";

    public override string Document => "/openapi/edge.json";

    public override string HappyPath => "/api/tokens";

    public override string UnknownPath => "/api/nothing-here";

    public override (string Path, string Body, string Field) InvalidRequest => ("/api/tokens", """{"name":"","scopes":["read"]}""", "name");

    public override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("services__generation__http__0", "http://127.0.0.1:9"), new("services__generation__grpc__0", "http://127.0.0.1:9"), new("services__eval__http__0", "http://127.0.0.1:9")];

    /// <summary>On loopback the local owner needs no credentials.</summary>
    public override void Identify(HttpRequestMessage request)
    {
    }
}

public sealed class EvalUnderTest : ServiceUnderTest
{
    private readonly IdentityHeader _identity = new(new SecretKey(SecretKey), TimeProvider.System);

    public override string Project => "EvalService";

    public override string Connection => "evaldb";

    public override string Schema => "eval";

    public override string Document => "/openapi/eval.json";

    public override string HappyPath => "/api/runs";

    public override string UnknownPath => "/api/runs/999999";

    public override (string Path, string Body, string Field) InvalidRequest => ("/api/runs/start", """{"suite_id":1,"car_ids":[]}""", "car_ids");

    public override HttpStatusCode InvalidStatus => HttpStatusCode.UnprocessableEntity;

    public override IEnumerable<KeyValuePair<string, string?>> Settings => [new("services__generation__grpc__0", "http://127.0.0.1:9")];

    public override void Identify(HttpRequestMessage request) => request.Headers.Add(IdentityHeader.Name, _identity.Create(new PodiumUser("hf:1", "Ada", Role.Member)));
}

public sealed class GenerationConformanceTests(GenerationUnderTest service) : ServiceConformanceTests<GenerationUnderTest>(service);

public sealed class GatewayConformanceTests(GatewayUnderTest service) : ServiceConformanceTests<GatewayUnderTest>(service);

public sealed class EvalConformanceTests(EvalUnderTest service) : ServiceConformanceTests<EvalUnderTest>(service);
