using System.Reflection;
using Xunit.Sdk;

namespace Podium.Compat.Tests.Grpc;

/// <summary>Runs a theory against one peer; skipped with a reason where the peer is not installed, except in CI, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PeerAttribute : DataAttribute
{
    private readonly string _peer;

    public PeerAttribute(string peer)
    {
        _peer = peer;
        Skip = Environment.GetEnvironmentVariable("CI") == "true" ? null : PeerPrograms.Missing(peer);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_peer]];
}
