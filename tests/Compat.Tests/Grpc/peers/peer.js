// The grpc-js peer: `peer.js serve` prints its port and serves; `peer.js call <address> <scenario>` checks one scenario of a server.
const assert = require("node:assert/strict");
const path = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const grpc = require("@grpc/grpc-js");
const protoLoader = require("@grpc/proto-loader");

const LIMIT_MS = 15_000;
const DETAIL = "Ungültig: 100 % von 日本 🌍\nnext line";
const BINARY = Buffer.from([0, 1, 254, 255]);

const load = (file) =>
  grpc.loadPackageDefinition(protoLoader.loadSync(file, { keepCase: true, defaults: true, enums: Number }));
const { Peer } = load(path.join(__dirname, "peer.proto")).compat.peers.v1;

const note = (text, count = 0, data = Buffer.alloc(0)) => ({ text, count, data });
const metadata = (entries) => {
  const result = new grpc.Metadata();
  for (const [key, value] of entries) result.add(key, value);
  return result;
};

function createService() {
  let cancelled = 0;

  const echoMetadata = (call) => {
    const headers = metadata([["x-echo", call.metadata.get("x-ask").join("|")]]);
    for (const value of call.metadata.get("x-ask-bin")) headers.add("x-echo-bin", value);
    call.sendMetadata(headers);
    return metadata([["x-trail", "end"], ["x-trail-bin", BINARY]]);
  };

  return {
    unary(call, done) {
      switch (call.request.text) {
        case "fail":
          return done({
            code: grpc.status.INVALID_ARGUMENT,
            details: DETAIL,
            metadata: metadata([["x-reason", "asked"], ["x-reason-bin", BINARY]]),
          });
        case "wait":
          return call.on("cancelled", () => {
            cancelled++;
          });
        case "cancelled":
          return done(null, note("", cancelled));
        case "remaining":
          return done(null, note("", Math.trunc(call.getDeadline() - Date.now())));
        case "large":
          return done(null, note("", 0, Buffer.alloc(call.request.count)));
        default:
          return done(null, call.request, echoMetadata(call));
      }
    },

    collect(call, done) {
      const sum = note("");
      call.on("data", (request) => {
        if (request.text === "fail") return done({ code: grpc.status.ABORTED, details: "stopped early" });
        sum.text += request.text;
        sum.count += request.count;
      });
      call.on("end", () => done(null, sum, metadata([["x-trail", "collected"]])));
    },

    expand(call) {
      const { text, count } = call.request;
      if (text === "forever") {
        call.on("cancelled", () => {
          cancelled++;
        });
        call.write(call.request);
        return;
      }
      for (let i = 0; i < count; i++) call.write(note(text, i));
      if (text === "fail") call.emit("error", { code: grpc.status.ABORTED, details: "stopped" });
      else call.end(metadata([["x-trail", "expanded"]]));
    },

    chat(call) {
      const trailers = echoMetadata(call);
      call.on("data", (request) => {
        if (request.text === "fail") call.emit("error", { code: grpc.status.FAILED_PRECONDITION, details: "enough" });
        else call.write(request);
      });
      call.on("end", () => call.end(trailers));
    },
  };
}

function serve() {
  const server = new grpc.Server({ "grpc.max_receive_message_length": 1 << 20 });
  server.addService(Peer.service, createService());
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    console.log(port);
  });
  process.stdin.resume().on("end", () => process.exit()); // the tests close it, or die
}

const options = (ms = LIMIT_MS) => ({ deadline: Date.now() + ms });

/** Runs a call with one response; resolves to all that came. */
const single = (start) =>
  new Promise((resolve, reject) => {
    const result = {};
    const call = start((error, response) => {
      result.response = response;
      if (error) reject(error);
    });
    call.on("metadata", (headers) => (result.headers = headers));
    call.on("status", (status) => {
      if (status.code === grpc.status.OK) resolve({ ...result, trailers: status.metadata });
    });
  });

const unaryCall = (client, request, headers = new grpc.Metadata(), opts = options()) =>
  single((done) => client.unary(request, headers, opts, done));

/** Reads a stream to its end; resolves to messages and status, whatever it is. */
const drain = (call, onNote = () => {}) =>
  new Promise((resolve) => {
    const notes = [];
    call.on("data", (message) => {
      notes.push(message);
      onNote(message);
    });
    call.on("error", () => {}); // told again by the status
    call.on("status", (status) => resolve({ notes, status }));
  });

async function failure(promise, code, details) {
  const error = await promise.then(
    () => assert.fail("the call did not fail"),
    (reason) => reason,
  );
  assert.equal(error.code, code, error.message);
  if (details !== undefined) assert.equal(error.details, details);
  return error;
}

const cancelledCount = async (client) => (await unaryCall(client, note("cancelled"))).response.count;

async function untilCancelled(client, before) {
  const end = Date.now() + LIMIT_MS;
  while ((await cancelledCount(client)) === before) {
    assert.ok(Date.now() < end, "the server never saw the cancellation");
    await sleep(20);
  }
}

const scenarios = {
  async unary(client) {
    const headers = metadata([["x-ask", "one"], ["x-ask", "two"], ["x-ask-bin", Buffer.from([0, 255, 10, 44])]]);
    const { response, headers: sent, trailers } = await unaryCall(client, note("echo", 7, BINARY), headers);
    assert.deepEqual({ ...response }, note("echo", 7, BINARY));
    assert.match(sent.get("x-echo")[0], /^one(\||, ?)two$/); // node joins what it sends twice
    assert.deepEqual(sent.get("x-echo-bin"), [Buffer.from([0, 255, 10, 44])]);
    assert.deepEqual(trailers.get("x-trail"), ["end"]);
    assert.deepEqual(trailers.get("x-trail-bin"), [BINARY]);
  },

  async fail(client) {
    const error = await failure(unaryCall(client, note("fail")), grpc.status.INVALID_ARGUMENT, DETAIL);
    assert.deepEqual(error.metadata.get("x-reason"), ["asked"]);
    assert.deepEqual(error.metadata.get("x-reason-bin"), [BINARY]);
  },

  async throw(client) {
    await failure(unaryCall(client, note("throw")), grpc.status.UNKNOWN, "Exception was thrown by handler.");
  },

  async collect(client) {
    const { response, trailers } = await single((done) => {
      const call = client.collect(new grpc.Metadata(), options(), done);
      for (let i = 1; i <= 100; i++) call.write(note("x", i));
      call.end();
      return call;
    });
    assert.deepEqual({ ...response }, note("x".repeat(100), 5050));
    assert.deepEqual(trailers.get("x-trail"), ["collected"]);
  },

  async collect_stopped(client) {
    const call = single((done) => {
      const writer = client.collect(new grpc.Metadata(), options(), done);
      writer.write(note("fail"));
      return writer;
    });
    await failure(call, grpc.status.ABORTED, "stopped early");
  },

  async expand(client) {
    const { notes, status } = await drain(client.expand(note("n", 1000), options()));
    assert.deepEqual(notes.map((n) => n.count), [...Array(1000).keys()]);
    assert.equal(status.code, grpc.status.OK);
    assert.deepEqual(status.metadata.get("x-trail"), ["expanded"]);
    assert.equal((await drain(client.expand(note("n"), options()))).status.code, grpc.status.OK);
  },

  async expand_failing(client) {
    const { notes, status } = await drain(client.expand(note("fail", 3), options()));
    assert.equal(notes.length, 3);
    assert.deepEqual([status.code, status.details], [grpc.status.ABORTED, "stopped"]);
  },

  async chat(client) {
    const call = client.chat(options());
    call.write(note("ping", 0));
    const { notes, status } = await drain(call, ({ count }) => (count < 49 ? call.write(note("ping", count + 1)) : call.end()));
    assert.deepEqual(notes.map((n) => n.count), [...Array(50).keys()]);
    assert.equal(status.code, grpc.status.OK);
    assert.deepEqual(status.metadata.get("x-trail"), ["end"]);
  },

  async chat_failing(client) {
    const call = client.chat(options());
    call.write(note("a"));
    call.write(note("fail"));
    const { notes, status } = await drain(call);
    assert.equal(notes.length, 1);
    assert.deepEqual([status.code, status.details], [grpc.status.FAILED_PRECONDITION, "enough"]);
  },

  async deadline(client) {
    const { response } = await unaryCall(client, note("remaining"), undefined, options(60_000));
    assert.ok(response.count > 45_000 && response.count <= 60_001, `${response.count}`);
    const before = await cancelledCount(client);
    await failure(unaryCall(client, note("wait"), undefined, options(300)), grpc.status.DEADLINE_EXCEEDED);
    await untilCancelled(client, before);
  },

  async cancel(client) {
    const before = await cancelledCount(client);
    let call;
    const response = single((done) => (call = client.unary(note("wait"), new grpc.Metadata(), options(), done)));
    setTimeout(() => call.cancel(), 200);
    await failure(response, grpc.status.CANCELLED);
    await untilCancelled(client, before);
  },

  async cancel_stream(client) {
    const before = await cancelledCount(client);
    const call = client.expand(note("forever"), options());
    const { status } = await drain(call, () => call.cancel());
    assert.equal(status.code, grpc.status.CANCELLED);
    await untilCancelled(client, before);
  },

  async too_large(client) {
    await failure(unaryCall(client, note("echo", 0, Buffer.alloc(2 << 20))), grpc.status.RESOURCE_EXHAUSTED);
  },

  async large(client) {
    const data = Buffer.alloc(900_000, "abcdefg");
    const { response } = await unaryCall(client, note("echo", 0, data));
    assert.ok(response.data.equals(data));
  },

  async unknown_method(client) {
    await failure(raw(client, "/compat.peers.v1.Peer/Missing"), grpc.status.UNIMPLEMENTED);
  },

  async unknown_service(client) {
    await failure(raw(client, "/compat.peers.v1.Missing/Unary"), grpc.status.UNIMPLEMENTED);
  },

  async health(client, address, healthProto) {
    const { Health } = load(healthProto).grpc.health.v1;
    const health = new Health(address, grpc.credentials.createInsecure());
    const check = (service) => single((done) => health.check({ service }, new grpc.Metadata(), options(), done));
    assert.equal((await check("")).response.status, 1);
    await failure(check("missing"), grpc.status.NOT_FOUND);
    for (const [service, expected] of [["", 1], ["missing", 3]]) {
      const call = health.watch({ service }, options());
      const { notes } = await drain(call, () => call.cancel());
      assert.deepEqual(notes.map((n) => n.status), [expected]);
    }
  },

  async gzip(_, address) {
    const client = connect(address, { "grpc.default_compression_algorithm": 2 });
    const data = Buffer.alloc(100_000);
    const { response } = await unaryCall(client, note("echo", 0, data));
    assert.ok(response.data.equals(data));
    await failure(unaryCall(client, note("echo", 0, Buffer.alloc(2 << 20))), grpc.status.RESOURCE_EXHAUSTED);
  },

  async deflate(_, address) {
    const client = connect(address, { "grpc.default_compression_algorithm": 1 });
    await failure(unaryCall(client, note("echo", 0, Buffer.alloc(100_000))), grpc.status.UNIMPLEMENTED);
  },
};

const identity = (bytes) => bytes;
const raw = (client, method) =>
  single((done) => client.makeUnaryRequest(method, identity, identity, Buffer.alloc(0), new grpc.Metadata(), options(), done));
const connect = (address, channelOptions) => new Peer(address, grpc.credentials.createInsecure(), channelOptions);

if (process.argv[2] === "serve") {
  serve();
} else {
  const [address, scenario, healthProto] = process.argv.slice(3);
  scenarios[scenario](connect(address), address, healthProto).then(
    () => {
      console.log("passed");
      process.exit();
    },
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}
