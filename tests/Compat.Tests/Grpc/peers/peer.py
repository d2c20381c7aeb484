"""The grpcio peer: `peer.py serve` prints its port and serves; `peer.py call <address> <scenario>` checks one scenario of a server."""

import sys
import threading
import time
from concurrent import futures

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

SERVICE = "compat.peers.v1.Peer"
LIMIT = 15
DETAIL = "Ungültig: 100 % von 日本 🌍\nnext line"
BINARY = bytes([0, 1, 254, 255])


def message_types():
    """The messages of peer.proto and health.proto, built at run time so that no code generator is needed."""
    field = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="peer.proto", package="compat.peers.v1", syntax="proto3")
    for name, fields in {
        "Note": [("text", field.TYPE_STRING), ("count", field.TYPE_INT32), ("data", field.TYPE_BYTES)],
        "HealthCheckRequest": [("service", field.TYPE_STRING)],
        "HealthCheckResponse": [("status", field.TYPE_INT32)],  # an enum on the wire is an int32
    }.items():
        message = file.message_type.add(name=name)
        for number, (field_name, kind) in enumerate(fields, start=1):
            message.field.add(name=field_name, number=number, type=kind, label=field.LABEL_OPTIONAL)
    messages = message_factory.GetMessages([file])
    return [messages["compat.peers.v1." + name] for name in ("Note", "HealthCheckRequest", "HealthCheckResponse")]


Note, HealthCheckRequest, HealthCheckResponse = message_types()


class PeerService:
    def __init__(self):
        self.cancelled = 0

    def watch(self, context):
        """Counts the end of the call. Before its first message: a generator whose call has ended is never resumed."""
        ended = threading.Event()

        def end():
            self.cancelled += 1
            ended.set()

        if not context.add_callback(end):
            end()
        return ended

    def wait(self, context):
        self.watch(context).wait(30)

    @staticmethod
    def echo_metadata(context):
        asked = dict(context.invocation_metadata())
        headers = [("x-echo", asked.get("x-ask", ""))]
        if "x-ask-bin" in asked:
            headers.append(("x-echo-bin", asked["x-ask-bin"]))
        context.send_initial_metadata(headers)
        context.set_trailing_metadata([("x-trail", "end"), ("x-trail-bin", BINARY)])

    def unary(self, request, context):
        if request.text == "fail":
            context.set_trailing_metadata([("x-reason", "asked"), ("x-reason-bin", BINARY)])
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, DETAIL)
        if request.text == "wait":
            self.wait(context)
            return request
        if request.text == "cancelled":
            return Note(count=self.cancelled)
        if request.text == "remaining":
            return Note(count=int(context.time_remaining() * 1000))
        if request.text == "large":
            return Note(data=bytes(request.count))
        self.echo_metadata(context)
        return request

    def collect(self, requests, context):
        total = Note()
        for note in requests:
            if note.text == "fail":
                context.abort(grpc.StatusCode.ABORTED, "stopped early")
            total.text += note.text
            total.count += note.count
        context.set_trailing_metadata([("x-trail", "collected")])
        return total

    def expand(self, request, context):
        if request.text == "forever":
            ended = self.watch(context)
            yield request
            ended.wait(30)
            return
        for i in range(request.count):
            yield Note(text=request.text, count=i)
        if request.text == "fail":
            context.abort(grpc.StatusCode.ABORTED, "stopped")
        context.set_trailing_metadata([("x-trail", "expanded")])

    def chat(self, requests, context):
        self.echo_metadata(context)
        for note in requests:
            if note.text == "fail":
                context.abort(grpc.StatusCode.FAILED_PRECONDITION, "enough")
            yield note


def serve():
    service = PeerService()
    codec = {"request_deserializer": Note.FromString, "response_serializer": Note.SerializeToString}
    handlers = {
        "Unary": grpc.unary_unary_rpc_method_handler(service.unary, **codec),
        "Collect": grpc.stream_unary_rpc_method_handler(service.collect, **codec),
        "Expand": grpc.unary_stream_rpc_method_handler(service.expand, **codec),
        "Chat": grpc.stream_stream_rpc_method_handler(service.chat, **codec),
    }
    server = grpc.server(futures.ThreadPoolExecutor(16), options=[("grpc.max_receive_message_length", 1 << 20)])
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(SERVICE, handlers)])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()  # the tests close it, or die


class Client:
    def __init__(self, address, **options):
        arguments = {"options": list(options.get("options", []))}
        if "compression" in options:
            arguments["compression"] = options["compression"]
        self.channel = grpc.insecure_channel(address, **arguments)
        codec = {"request_serializer": Note.SerializeToString, "response_deserializer": Note.FromString}
        self.unary = self.channel.unary_unary(f"/{SERVICE}/Unary", **codec)
        self.collect = self.channel.stream_unary(f"/{SERVICE}/Collect", **codec)
        self.expand = self.channel.unary_stream(f"/{SERVICE}/Expand", **codec)
        self.chat = self.channel.stream_stream(f"/{SERVICE}/Chat", **codec)

    def cancelled(self):
        return self.unary(Note(text="cancelled"), timeout=LIMIT).count

    def until_cancelled(self, before):
        end = time.monotonic() + LIMIT
        while self.cancelled() == before:
            assert time.monotonic() < end, "the server never saw the cancellation"
            time.sleep(0.02)


def same(actual, expected):
    assert actual == expected, f"{actual!r} is not {expected!r}"


def failure(call, code, details=None):
    try:
        result = call()
    except grpc.RpcError as error:
        same(error.code(), code)
        if details is not None:
            same(error.details(), details)
        return error
    raise AssertionError(f"no failure, but {result!r}")


def unary(client):
    note = Note(text="echo", count=7, data=BINARY)
    metadata = [("x-ask", "one"), ("x-ask", "two"), ("x-ask-bin", bytes([0, 255, 10, 44]))]
    response, call = client.unary.with_call(note, timeout=LIMIT, metadata=metadata)
    same(response, note)
    headers, trailers = dict(call.initial_metadata()), dict(call.trailing_metadata())
    same((headers["x-echo"], headers["x-echo-bin"]), ("one|two", bytes([0, 255, 10, 44])))
    same((trailers["x-trail"], trailers["x-trail-bin"]), ("end", BINARY))


def fail(client):
    error = failure(lambda: client.unary(Note(text="fail"), timeout=LIMIT), grpc.StatusCode.INVALID_ARGUMENT, DETAIL)
    trailers = dict(error.trailing_metadata())
    same((trailers["x-reason"], trailers["x-reason-bin"]), ("asked", BINARY))


def throw(client):
    failure(lambda: client.unary(Note(text="throw"), timeout=LIMIT), grpc.StatusCode.UNKNOWN, "Exception was thrown by handler.")


def collect(client):
    response, call = client.collect.with_call((Note(text="x", count=i) for i in range(1, 101)), timeout=LIMIT)
    same(response, Note(text="x" * 100, count=5050))
    same(dict(call.trailing_metadata())["x-trail"], "collected")
    same(client.collect(iter([]), timeout=LIMIT), Note())


def collect_stopped(client):
    def endless():
        while True:
            yield Note(text="fail")
            time.sleep(0.01)

    failure(lambda: client.collect(endless(), timeout=LIMIT), grpc.StatusCode.ABORTED, "stopped early")


def expand(client):
    call = client.expand(Note(text="n", count=1000), timeout=LIMIT)
    same([note.count for note in call], list(range(1000)))
    same(dict(call.trailing_metadata())["x-trail"], "expanded")
    same(list(client.expand(Note(text="n"), timeout=LIMIT)), [])


def expand_failing(client):
    call = client.expand(Note(text="fail", count=3), timeout=LIMIT)
    same([next(call).count for _ in range(3)], [0, 1, 2])
    failure(lambda: next(call), grpc.StatusCode.ABORTED, "stopped")


def chat(client):
    turns = threading.Semaphore(1)

    def requests():
        for i in range(50):
            assert turns.acquire(timeout=LIMIT)
            yield Note(text="ping", count=i)

    call = client.chat(requests(), timeout=LIMIT)
    for i, note in enumerate(call):
        same(note, Note(text="ping", count=i))
        turns.release()
    same(dict(call.trailing_metadata())["x-trail"], "end")


def chat_failing(client):
    call = client.chat(iter([Note(text="a"), Note(text="fail")]), timeout=LIMIT)
    same(next(call).text, "a")
    failure(lambda: next(call), grpc.StatusCode.FAILED_PRECONDITION, "enough")


def deadline(client):
    remaining = client.unary(Note(text="remaining"), timeout=60).count
    assert 45_000 < remaining <= 60_001, remaining
    same(client.unary(Note(text="remaining")).count, -1)
    before = client.cancelled()
    failure(lambda: client.unary(Note(text="wait"), timeout=0.3), grpc.StatusCode.DEADLINE_EXCEEDED)
    client.until_cancelled(before)


def cancel(client):
    before = client.cancelled()
    call = client.unary.future(Note(text="wait"), timeout=LIMIT)
    time.sleep(0.2)
    call.cancel()
    client.until_cancelled(before)


def cancel_stream(client):
    before = client.cancelled()
    call = client.expand(Note(text="forever"), timeout=LIMIT)
    same(next(call).text, "forever")
    call.cancel()
    client.until_cancelled(before)


def too_large(client):
    failure(lambda: client.unary(Note(text="echo", data=bytes(2 << 20)), timeout=LIMIT), grpc.StatusCode.RESOURCE_EXHAUSTED)


def large(client):
    note = Note(text="echo", data=bytes(range(256)) * 3600)
    same(client.unary(note, timeout=LIMIT), note)


def unknown_method(client):
    call = client.channel.unary_unary(f"/{SERVICE}/Missing")
    failure(lambda: call(b"", timeout=LIMIT), grpc.StatusCode.UNIMPLEMENTED)


def unknown_service(client):
    call = client.channel.unary_unary("/compat.peers.v1.Missing/Unary")
    failure(lambda: call(b"", timeout=LIMIT), grpc.StatusCode.UNIMPLEMENTED)


def health_calls(client):
    codec = {"request_serializer": HealthCheckRequest.SerializeToString, "response_deserializer": HealthCheckResponse.FromString}
    check = client.channel.unary_unary("/grpc.health.v1.Health/Check", **codec)
    watch = client.channel.unary_stream("/grpc.health.v1.Health/Watch", **codec)
    return check, watch


def health(client):
    check, watch = health_calls(client)
    same(check(HealthCheckRequest(), timeout=LIMIT).status, 1)
    failure(lambda: check(HealthCheckRequest(service="missing"), timeout=LIMIT), grpc.StatusCode.NOT_FOUND)
    for service, status in (("", 1), ("missing", 3)):
        call = watch(HealthCheckRequest(service=service), timeout=LIMIT)
        same(next(call).status, status)
        call.cancel()


def gzip(address):
    client = Client(address, compression=grpc.Compression.Gzip)
    note = Note(text="echo", data=bytes(100_000))
    same(client.unary(note, timeout=LIMIT), note)
    same(client.collect(iter([note, note]), timeout=LIMIT).text, "echoecho")
    # Opens to more than the limit of the server, though it is small on the wire.
    failure(lambda: client.unary(Note(text="echo", data=bytes(2 << 20)), timeout=LIMIT), grpc.StatusCode.RESOURCE_EXHAUSTED)


def deflate(address):
    client = Client(address, compression=grpc.Compression.Deflate)
    failure(lambda: client.unary(Note(text="echo", data=bytes(100_000)), timeout=LIMIT), grpc.StatusCode.UNIMPLEMENTED)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve()
    else:
        scenario = globals()[sys.argv[3]]
        scenario(sys.argv[2] if sys.argv[3] in ("gzip", "deflate") else Client(sys.argv[2]))
        print("passed")
