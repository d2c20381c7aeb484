using Compat.Peers.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Podium.Compat.Tests.Grpc;

/// <summary>The service all peers implement alike. The text of the first request says what is asked for.</summary>
internal sealed class PeerService(PeerCalls calls) : Peer.PeerBase
{
    public const string FailureDetail = "Ungültig: 100 % von 日本 🌍\nnext line";

    public override async Task<Note> Unary(Note request, ServerCallContext context)
    {
        switch (request.Text)
        {
            case "fail":
                throw new RpcException(
                    new Status(StatusCode.InvalidArgument, FailureDetail), new Metadata { { "x-reason", "asked" }, { "x-reason-bin", [0, 1, 254, 255] } });
            case "throw":
                throw new InvalidOperationException("A secret of the server.");
            case "wait":
                await calls.WaitForCancellationAsync(context.CancellationToken);
                return request;
            case "cancelled":
                return new Note { Count = calls.Cancelled };
            case "remaining":
                return new Note { Count = context.Deadline == DateTime.MaxValue ? -1 : (int)(context.Deadline - DateTime.UtcNow).TotalMilliseconds };
            case "large":
                return new Note { Data = ByteString.CopyFrom(new byte[request.Count]) };
            default:
                await EchoMetadataAsync(context);
                return request;
        }
    }

    public override async Task<Note> Collect(IAsyncStreamReader<Note> requestStream, ServerCallContext context)
    {
        var sum = new Note();
        await foreach (var note in requestStream.ReadAllAsync(context.CancellationToken))
        {
            if (note.Text == "fail")
            {
                throw new RpcException(new Status(StatusCode.Aborted, "stopped early"));
            }

            sum.Text += note.Text;
            sum.Count += note.Count;
        }

        context.ResponseTrailers.Add("x-trail", "collected");
        return sum;
    }

    public override async Task Expand(Note request, IServerStreamWriter<Note> responseStream, ServerCallContext context)
    {
        if (request.Text == "forever")
        {
            await responseStream.WriteAsync(request);
            await calls.WaitForCancellationAsync(context.CancellationToken);
        }

        for (var i = 0; i < request.Count; i++)
        {
            await responseStream.WriteAsync(new Note { Text = request.Text, Count = i });
        }

        if (request.Text == "fail")
        {
            throw new RpcException(new Status(StatusCode.Aborted, "stopped"));
        }

        context.ResponseTrailers.Add("x-trail", "expanded");
    }

    public override async Task Chat(
        IAsyncStreamReader<Note> requestStream, IServerStreamWriter<Note> responseStream, ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        await foreach (var note in requestStream.ReadAllAsync(context.CancellationToken))
        {
            if (note.Text == "fail")
            {
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "enough"));
            }

            await responseStream.WriteAsync(note);
        }
    }

    private static async Task EchoMetadataAsync(ServerCallContext context)
    {
        context.ResponseTrailers.Add("x-trail", "end");
        context.ResponseTrailers.Add("x-trail-bin", [0, 1, 254, 255]);
        var headers = new Metadata { { "x-echo", string.Join('|', context.RequestHeaders.GetAll("x-ask").Select(entry => entry.Value)) } };
        if (context.RequestHeaders.GetValueBytes("x-ask-bin") is { } binary)
        {
            headers.Add("x-echo-bin", binary);
        }

        await context.WriteResponseHeadersAsync(headers);
    }
}

/// <summary>Counts the calls that a client cancelled.</summary>
internal sealed class PeerCalls
{
    private int _cancelled;

    public int Cancelled => Volatile.Read(ref _cancelled);

    public async Task WaitForCancellationAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);
        }
        finally
        {
            CountCancelled();
        }
    }

    public void CountCancelled() => Interlocked.Increment(ref _cancelled);
}
