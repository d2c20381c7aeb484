using System.Diagnostics;
using Podium.TestKit;

namespace Podium.Compat.Tests.Grpc;

/// <summary>The stand-in as a server, for clients of every other implementation; the checks themselves are in the peers' programs.</summary>
public sealed class PeerClientTests(PeerServers servers) : IClassFixture<PeerServers>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_unary_call_carries_text_and_binary_metadata_both_ways(string peer) => PassAsync(peer, "unary");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_failure_keeps_its_code_its_unicode_message_and_its_trailers(string peer) => PassAsync(peer, "fail");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task An_unexpected_exception_does_not_tell_its_message(string peer) => PassAsync(peer, "throw");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_client_stream_is_collected_into_one_response(string peer) => PassAsync(peer, "collect");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_client_stream_that_the_server_stops_fails_with_its_status(string peer) => PassAsync(peer, "collect_stopped");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_server_stream_arrives_whole_and_in_order_or_empty(string peer) => PassAsync(peer, "expand");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_server_stream_that_fails_gives_its_messages_first(string peer) => PassAsync(peer, "expand_failing");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task Both_directions_of_a_duplex_call_flow_at_once(string peer) => PassAsync(peer, "chat");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_duplex_call_ends_with_the_status_of_the_server(string peer) => PassAsync(peer, "chat_failing");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task The_server_knows_the_deadline_and_stops_at_it(string peer) => PassAsync(peer, "deadline");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_cancelled_unary_call_is_cancelled_on_the_server_too(string peer) => PassAsync(peer, "cancel");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_cancelled_stream_is_cancelled_on_the_server_too(string peer) => PassAsync(peer, "cancel_stream");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_request_over_the_limit_of_the_server_is_refused(string peer) => PassAsync(peer, "too_large");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task A_large_message_passes_whole_in_both_directions(string peer) => PassAsync(peer, "large");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task An_unknown_method_is_unimplemented(string peer) => PassAsync(peer, "unknown_method");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task An_unknown_service_is_unimplemented(string peer) => PassAsync(peer, "unknown_service");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task Gzip_requests_are_opened_within_the_limit(string peer) => PassAsync(peer, "gzip");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task An_unsupported_compression_is_unimplemented(string peer) => PassAsync(peer, "deflate");

    [Theory, Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public Task Health_is_answered_and_watched(string peer) => PassAsync(peer, "health");

    private async Task PassAsync(string peer, string scenario)
    {
        var address = await servers.AddressOfAsync(PeerPrograms.Own);
        var healthProto = Repository.PathTo("compat", "Grpc.AspNetCore", "Health", "health.proto");
        using var process = Process.Start(PeerPrograms.Command(peer, "call", address.Authority, scenario, healthProto))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw;
        }

        (await output.WaitAsync(Limit)).ShouldBe("passed\n", await errors.WaitAsync(Limit));
    }
}
