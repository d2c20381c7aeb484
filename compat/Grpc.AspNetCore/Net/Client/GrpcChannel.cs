using System.Collections.Concurrent;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>Calls the services at one address over HTTP/2; <c>http</c> addresses by prior knowledge, without an upgrade.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly ConcurrentDictionary<string, Uri> _uris = new();
    private readonly Uri _address;
    private readonly bool _ownsInvoker;

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        if (options is { HttpClient: not null, HttpHandler: not null })
        {
            throw new ArgumentException("HttpClient and HttpHandler have been configured. Only one HTTP caller can be specified.");
        }

        _address = address;
        MaxSendMessageSize = options.MaxSendMessageSize;
        MaxReceiveMessageSize = options.MaxReceiveMessageSize;
        Invoker = options.HttpClient ?? (options.HttpHandler is { } handler
            ? new HttpMessageInvoker(handler, options.DisposeHttpClient)
            : new HttpMessageInvoker(new SocketsHttpHandler { EnableMultipleHttp2Connections = true }));
        _ownsInvoker = options.DisposeHttpClient || options.HttpClient is null;
    }

    internal HttpMessageInvoker Invoker { get; }

    internal int? MaxSendMessageSize { get; }

    internal int? MaxReceiveMessageSize { get; }

    internal bool IsDisposed { get; private set; }

    public static GrpcChannel ForAddress(string address) => ForAddress(new Uri(address));

    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        return address is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? new GrpcChannel(address, channelOptions)
            : throw new ArgumentException($"'{address}' is not an absolute http or https address.", nameof(address));
    }

    public override CallInvoker CreateCallInvoker() => new HttpClientCallInvoker(this);

    public void Dispose()
    {
        if (!IsDisposed)
        {
            IsDisposed = true;
            if (_ownsInvoker)
            {
                Invoker.Dispose();
            }
        }
    }

    internal Uri UriOf(IMethod method) => _uris.GetOrAdd(method.FullName, static (name, address) => new Uri(address, name), _address);

    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }
}
