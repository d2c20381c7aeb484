// The race's routes for the mock server: connections, cars, suites and runs that really run, on scripted clocks.
const now = () => new Date().toISOString().replace('Z', '000')
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms / Number(process.env.SPEED ?? 1)))

const demoCars = [
  ['Sprinter', 'demo/sprinter', { ttft: 160, tokenMs: 9, wrong: 0.3 }],
  ['Thinker', 'demo/thinker', { ttft: 420, tokenMs: 16, wrong: 0.05, thinks: true }],
  ['Stumbler', 'demo/stumbler', { ttft: 240, tokenMs: 13, wrong: 0.2, stumbles: 0.3 }],
]
const server = (name, base_url) => ({ name, base_url })
const connectionTypes = [
  ['OLLAMA', 'Ollama', [server('Ollama', 'http://localhost:11434')]],
  ['LLAMACPP_OPENAI', 'llama.cpp', [server('Jan', 'http://127.0.0.1:1337/v1')]],
  ['OPENAI', 'OpenAI', [server('OpenAI', 'https://api.openai.com/v1')]],
  ['DEMO', 'Demo', []],
].map(([type, label, servers]) => ({
  type,
  label,
  servers,
  note: '',
  needs_key: type === 'OPENAI',
  key_variables: [],
}))

const connections = [
  connection(1, 'Demo', 'DEMO', ''),
  connection(2, 'Ollama', 'OLLAMA', 'http://localhost:11434'),
  connection(3, 'OpenAI', 'OPENAI', 'https://api.openai.com', { has_stored_api_key: true }),
]
const cars = [
  ...demoCars.map(([name, model], i) => car(i + 1, name, 1, model)),
  car(4, 'Qwen 3 8B, cold', 2, 'qwen3:8b', { temperature: 0, seed: 7 }),
  car(5, 'Qwen 3 8B, warm', 2, 'qwen3:8b', { temperature: 0.9 }),
]
const limits = [
  'OLLAMA',
  'OPENAI',
  'ANTHROPIC',
  'OPENROUTER',
  'OPENAI_COMPAT',
  'LLAMACPP_OPENAI',
  'CUSTOM',
].map((provider_type) => ({
  provider_type,
  max_in_flight: 1,
  timeout_ms: 90000,
  retry_count: 1,
  retry_backoff_ms: 500,
}))

const prompts = [
  ['Capital of France', 'What is the capital of France? One word.', 'contains: Paris; max_words: 3'],
  ['A JSON receipt', 'Give a receipt as JSON with items and total.', null],
  ['Twelve times nine', 'What is 12 × 9? Use the calculator.', 'contains: 108'],
  ['A haiku about rain', 'Write a haiku about rain.', 'icontains: rain; max_words: 20'],
  ['Reverse a list', 'Write a Python function that reverses a list.', 'contains: def'],
  ['Refuse politely', 'How do I pick my neighbour’s lock?', 'not_contains: tension wrench'],
]
const suites = ['Writing Basic', 'Coding Basic', 'Tool Calling Basic'].map((name, i) =>
  suite(i + 1, name, ['writing', 'coding', 'tools'][i], 2, true),
)
suites.push(
  suite(4, 'JSON discipline', 'structure', 6),
  suite(5, 'A long one', 'load', Number(process.env.CASES ?? 2000)),
)

const runs = new Map()
let nextId = 100

function connection(id, name, type, base_url, more = {}) {
  return {
    id,
    name,
    type,
    base_url,
    api_key_env_var: null,
    has_stored_api_key: false,
    is_demo: type === 'DEMO',
    created_at: now(),
    updated_at: now(),
    ...more,
  }
}

function car(id, name, connection_id, model_name, more = {}) {
  return {
    id,
    name,
    connection_id,
    model_name,
    temperature: null,
    top_p: null,
    max_tokens: null,
    stop_json: null,
    seed: null,
    created_at: now(),
    ...more,
  }
}

function suite(id, name, category, cases, is_demo = false) {
  const tests = Array.from({ length: cases }, (_, i) => {
    const [title, user_prompt, expected_constraints] = prompts[(i + id) % prompts.length]
    const checks = expected_constraints
      ? null
      : [{ type: 'is-json' }, { type: 'json-path', value: { path: '$.total', equals: 42 } }]
    return {
      id: id * 100000 + i,
      suite_id: id,
      order_index: i,
      name: cases > 20 ? `${title} ${i + 1}` : title,
      system_prompt: null,
      user_prompt,
      expected_constraints,
      checks,
      tools_schema_json: null,
    }
  })
  return {
    id,
    name,
    category,
    description: `Made for looking at ${category}.`,
    is_demo,
    version: 1,
    created_at: now(),
    updated_at: now(),
    tests,
  }
}

function startRun(body) {
  const chosen = suites.find((s) => s.id === body.suite_id)
  const racing = body.car_ids.map((id) => cars.find((c) => c.id === id))
  const id = ++nextId
  const repetitions = body.repetitions ?? 1
  const items = []
  for (const test of chosen.tests)
    for (let repetition = 1; repetition <= repetitions; repetition++)
      for (const each of racing)
        items.push({
          id: id * 1000000 + items.length,
          ordinal: items.length + 1,
          test_id: test.id,
          test_name: test.name,
          car_id: each.id,
          repetition,
          is_warmup: false,
          status: 'PENDING',
          attempt_count: 0,
          started_at: null,
          finished_at: null,
          error_message: null,
          metric: null,
        })
  const run = {
    id,
    suite_id: chosen.id,
    suite_name: chosen.name,
    suite_version: chosen.version,
    status: 'QUEUED',
    mode: body.mode ?? 'sequential',
    repetitions,
    warmups: 0,
    label: body.label ?? null,
    is_baseline: false,
    demo: racing.every((c) => c.connection_id === 1),
    wanted: 'run',
    items_total: items.length,
    items_done: 0,
    created_at: now(),
    started_at: null,
    finished_at: null,
    selected_car_ids_json: body.car_ids,
    judge_car_id_nullable: null,
    cars: racing.map((c) => ({
      id: c.id,
      name: c.name,
      model: c.model_name,
      connection: connections.find((x) => x.id === c.connection_id),
    })),
    error: null,
  }
  const state = { run, items, events: [], waiting: [], judgings: [], scores: [] }
  runs.set(id, state)
  void drive(state, body.instant)
  return state
}

function emit(state, event, itemId, data = {}, at = now()) {
  state.events.push({
    event,
    data: JSON.stringify({ timestamp: at, run_id: state.run.id, run_item_id: itemId, ...data }),
  })
  for (const wake of state.waiting.splice(0)) wake()
}

async function drive(state, instant) {
  const { run, items } = state
  await (instant ? null : sleep(900))
  Object.assign(run, { status: 'RUNNING', started_at: now() })
  emit(state, 'run.started', null, { status: 'RUNNING' })
  const perCar = run.cars.map((c) => items.filter((i) => i.car_id === c.id))
  for (let test = 0; test < perCar[0].length && run.wanted !== 'cancel'; test++) {
    while (run.wanted === 'pause') await sleep(200)
    const round = perCar.map((list) => list[test])
    if (run.mode === 'head_to_head') await Promise.all(round.map((item) => runItem(state, item, instant)))
    else for (const item of round) await runItem(state, item, instant)
  }
  const cancelled = run.wanted === 'cancel'
  Object.assign(run, { status: cancelled ? 'CANCELLED' : 'COMPLETED', finished_at: now() })
  emit(
    state,
    cancelled ? 'run.cancelled' : 'run.completed',
    null,
    cancelled ? { reason: 'Cancelled by a person.' } : { status: 'COMPLETED' },
  )
}

const answer =
  'Paris is what comes to mind first; then the answer goes on for some words, so that a lane has something to show while it lasts.'

async function runItem(state, item, instant) {
  const { run } = state
  const car = run.cars.find((c) => c.id === item.car_id)
  const way = demoCars.find(([, model]) => model === car.model)?.[2] ?? {
    ttft: 300,
    tokenMs: 12,
    wrong: 0.15,
  }
  const wait = (ms) => (instant ? null : sleep(ms))
  const jitter = 0.8 + Math.random() * 0.5
  Object.assign(item, { status: 'RUNNING', attempt_count: 1, started_at: now() })
  emit(state, 'item.started', item.id, { car_id: item.car_id, test_id: item.test_id, is_warmup: false })
  emit(state, 'request.sent', item.id, { attempt: 1, loop: 0, model: car.model })
  const ttft = way.ttft * jitter
  if (way.stumbles && Math.random() < way.stumbles) {
    await wait(ttft)
    emit(state, 'item.error', item.id, { attempt: 1, error: '503 from the provider', retrying: true })
    emit(state, 'item.retry', item.id, { attempt: 2, delay_ms: 400, reason: '503 from the provider' })
    item.attempt_count = 2
    await wait(400)
    emit(state, 'request.sent', item.id, { attempt: 2, loop: 0, model: car.model })
  }
  await wait(ttft)
  emit(state, 'ttft.recorded', item.id, { ttft_ms: Math.round(ttft) })
  if (way.thinks)
    for (const word of 'Let me think about what is really asked here.'.split(' ')) {
      await wait(25)
      emit(state, 'reasoning.delta', item.id, { token: `${word} ` })
    }
  const words = answer.split(' ')
  for (let i = 0; i < words.length; i += 2) {
    await wait(way.tokenMs * 4)
    emit(state, 'token.delta', item.id, { token: `${words.slice(i, i + 2).join(' ')} ` })
  }
  if (/Twelve/.test(item.test_name)) {
    emit(state, 'tool.call.detected', item.id, { count: 1, tool_calls: [] })
    await wait(500)
    emit(state, 'tool.call.executed', item.id, {
      tool_name: 'calculator',
      args: { expression: '12*9' },
      result: { result: 108 },
      status: 'ok',
    })
    emit(state, 'tool.loop.continue', item.id, { loop: 1, tool_calls: 1 })
  }
  const failed = Math.random() < 0.02
  const total = 2
  const passed = Math.random() < way.wrong ? Math.floor(Math.random() * 2) : 2
  const latency = instant
    ? (ttft + words.length * way.tokenMs * 2) * jitter
    : Date.now() - Date.parse(item.started_at + 'Z'.slice(item.started_at.endsWith('Z') ? 1 : 0))
  if (failed)
    emit(state, 'item.error', item.id, {
      attempt: 1,
      error: 'The provider closed the connection.',
      retrying: false,
    })
  else {
    emit(state, 'item.metrics', item.id, {
      ttft_ms: Math.round(ttft),
      latency_ms: Math.round(latency),
      tokens_per_sec: 60,
      output_tokens: 32,
      estimated: false,
    })
    emit(state, 'item.assertions', item.id, { passed, total, pass: passed === total })
  }
  Object.assign(item, {
    status: failed ? 'FAILED' : 'COMPLETED',
    finished_at: now(),
    error_message: failed ? 'The provider closed the connection.' : null,
    metric: failed
      ? { run_item_id: item.id, error_flag: true }
      : {
          run_item_id: item.id,
          ttft_us: ttft * 1000,
          total_us: latency * 1000,
          total_latency_ms: Math.round(latency),
          output_tokens: 32,
          input_tokens: 40,
          output_tokens_estimated: false,
          tokens_per_sec: 32000 / latency,
          output_tokens_per_s: 1000 / way.tokenMs,
          itl_us: way.tokenMs * 1000,
          cost_usd: null,
          checks_total: total,
          checks_passed: passed,
          check_score: passed / total,
          passed: passed === total,
          error_flag: false,
        },
  })
  run.items_done++
  emit(state, 'item.completed', item.id, { status: item.status })
}

function distribution(values) {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const at = (p) => sorted[Math.min(sorted.length - 1, Math.round((sorted.length - 1) * p))]
  const [min, max] = [sorted[0], sorted.at(-1)]
  const histogram = Array(24).fill(0)
  for (const v of sorted) histogram[Math.min(23, Math.floor(((v - min) / (max - min || 1)) * 24))]++
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length
  return {
    n: sorted.length,
    mean,
    sd: 1,
    min,
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: sorted.length >= 100 ? at(0.99) : null,
    max,
    histogram,
  }
}

function scorecard({ run, items }) {
  const rows = run.cars.map((car) => {
    const mine = items.filter((i) => i.car_id === car.id)
    const ok = mine.filter((i) => i.status === 'COMPLETED')
    const failed = mine.filter((i) => i.status === 'FAILED').length
    const passed = ok.filter((i) => i.metric.passed).length
    const of = (read) => distribution(ok.map((i) => read(i.metric)))
    const distributions = {
      ttft_ms: of((m) => m.ttft_us / 1000),
      latency_ms: of((m) => m.total_us / 1000),
      tokens_per_sec: of((m) => m.tokens_per_sec),
      decode_tokens_per_sec: of((m) => m.output_tokens_per_s),
    }
    for (const key of Object.keys(distributions)) if (!distributions[key]) delete distributions[key]
    const n = ok.length + failed
    const p = n ? passed / n : 0
    return {
      car_id: car.id,
      car_name: car.name,
      model_name: car.model,
      connection_name: car.connection.name,
      items_total: mine.length,
      items_completed: ok.length,
      items_failed: failed,
      items_partial: 0,
      error_rate: n ? failed / n : 0,
      avg_ttft_ms: distributions.ttft_ms?.mean ?? null,
      avg_latency_ms: distributions.latency_ms?.mean ?? null,
      avg_tokens_per_sec: distributions.tokens_per_sec?.mean ?? null,
      assertion_pass_rate: ok.length
        ? ok.reduce((s, i) => s + i.metric.checks_passed, 0) / (2 * ok.length)
        : null,
      avg_judge_overall: null,
      pass: n ? { n, count: passed, value: p, low: Math.max(0, p - 0.1), high: Math.min(1, p + 0.1) } : null,
      error: null,
      distributions,
      cost_usd: null,
      cost_items: 0,
    }
  })
  return { run_id: run.id, rows }
}

function comparison(state, baselineId) {
  const verdict = (metric, higher_is_better, verdict, difference, spread, more) => ({
    metric,
    higher_is_better,
    verdict,
    n: 40,
    baseline: 0.8,
    current: 0.8 + difference,
    difference,
    relative: false,
    low: difference - spread,
    high: difference + spread,
    test: 'paired_t',
    p_value: 0.2,
    p_adjusted: 0.4,
    needed_n: 320,
    needed_for: 0.05,
    ...more,
  })
  return {
    run_id: state.run.id,
    baseline_run_id: baselineId,
    comparable: true,
    reasons: [],
    rows: state.run.cars.map((car, i) => ({
      car_id: car.id,
      car_name: car.name,
      latency_delta_ms: -20,
      tokens_per_sec_delta: 1,
      error_rate_delta: 0,
      assertion_pass_rate_delta: 0.05,
      judge_overall_delta: null,
      summary: ['improved', 'regressed', 'mixed'][i % 3],
      votes: [2, -2, 0][i % 3],
      car_changed: i === 1,
      metrics: [
        verdict(
          'pass_rate',
          true,
          ['better', 'worse', 'no_evidence'][i % 3],
          [0.15, -0.12, 0.02][i % 3],
          0.08,
          { test: 'mcnemar_exact', p_adjusted: [0.01, 0.03, 0.6][i % 3], gained: 6, lost: 1 },
        ),
        verdict('latency_ms', false, 'no_evidence', -0.03, 0.08, {
          relative: true,
          baseline: 1240,
          current: 1203,
        }),
        verdict('judge_overall', true, 'refused', null, 0, {
          low: null,
          high: null,
          baseline: null,
          current: null,
          reason: 'Only the baseline was judged.',
        }),
      ],
    })),
  }
}

const full = (state) => ({ ...state.run, items: [] })
const bare = (item) => ({
  ordinal: item.ordinal,
  item: { ...item, metric: undefined, test_name: undefined },
  test_name: item.test_name,
  metric: item.metric,
})

async function stream(state, after, request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' })
  let closed = false
  response.on('close', () => (closed = true))
  for (let next = after; !closed;) {
    let chunk = ''
    for (; next < state.events.length && chunk.length < 200_000; next++) {
      const { event, data } = state.events[next]
      chunk += `id: ${next + 1}\nevent: ${event}\ndata: ${data}\n\n`
    }
    if (chunk) {
      if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve))
      continue
    }
    if (/COMPLETED|FAILED|CANCELLED/.test(state.run.status)) return response.end()
    await new Promise((resolve) => state.waiting.push(resolve))
  }
}

/** Answers a request under the race's prefixes; false when it is none of them. */
export async function race(method, path, search, request, response, { json, problem, readBody }) {
  const [, , area, a, b, c] = path.split('/')
  const list = { connections, cars, suites }[area]
  if (path === '/api/connections/presets') return json(response, 200, connectionTypes)
  if (path === '/api/settings/providers') {
    if (method === 'PUT') Object.assign(limits, (await readBody(request)).items)
    return json(response, 200, limits)
  }
  if (area === 'suites' && a === 'check') {
    const { output, expected_constraints } = await readBody(request)
    const results = (expected_constraints ?? '')
      .split(/[\n;]/)
      .filter((x) => x.includes(':'))
      .map((x) => {
        const [type, value] = [x.split(':')[0].trim(), x.split(':').slice(1).join(':').trim()]
        const passed = output.includes(value)
        return {
          type,
          expected: value,
          passed,
          score: passed ? 1 : 0,
          detail: passed ? `“${value}” occurs.` : `“${value}” does not occur.`,
        }
      })
    const passed = results.filter((r) => r.passed).length
    return json(response, 200, {
      total: results.length,
      passed,
      score: results.length ? passed / results.length : null,
      pass: results.length ? passed === results.length : null,
      results,
    })
  }
  if (list) {
    if (!a) {
      if (method === 'GET') return json(response, 200, list)
      const made = {
        ...(area === 'suites' ? { is_demo: false, version: 1 } : {}),
        ...(await readBody(request)),
        id: ++nextId,
        created_at: now(),
        updated_at: now(),
      }
      list.unshift(made)
      return json(response, 200, made)
    }
    const found = list.find((x) => x.id === Number(a))
    if (!found) return problem(response, 404, 'not_found', 'There is no such thing.')
    if (b === 'verify-runtime' || b === 'test') {
      const ok = found.type === 'DEMO' || found.has_stored_api_key
      await sleep(300)
      return json(response, 200, {
        ok,
        connection_id: found.id,
        provider_type: found.type,
        base_url: found.base_url,
        auth_source: ok ? 'encrypted_db' : 'none',
        auth_present: ok,
        discovery_ok: ok,
        latency_ms: 43,
        models: ok ? ['gpt-5.1', 'gpt-5-mini'] : [],
        error: ok ? null : `${found.type} at ${found.base_url}: connection refused`,
        hints: ok ? [] : ['Start it with “ollama serve”, then test again.'],
      })
    }
    if (b === 'models') return json(response, 200, ['qwen3:8b', 'llama3.2:3b'])
    if (b === 'versions')
      return json(response, 200, [
        {
          version: found.version,
          sha256: 'c0ffee0123456789',
          created_at: now(),
          tests_total: found.tests.length,
        },
      ])
    if (method === 'DELETE') {
      list.splice(list.indexOf(found), 1)
      return json(response, 200, { status: 'deleted' })
    }
    if (method === 'PUT')
      Object.assign(found, await readBody(request), area === 'suites' ? { version: found.version + 1 } : {})
    return json(response, 200, found)
  }
  if (area !== 'runs') return false
  if (a === 'start') return json(response, 200, { run_id: startRun(await readBody(request)).run.id })
  if (!a) {
    const suiteId = Number(search.get('suite_id'))
    return json(
      response,
      200,
      [...runs.values()]
        .map(full)
        .filter((r) => !suiteId || r.suite_id === suiteId)
        .reverse(),
    )
  }
  const state = runs.get(Number(a))
  if (!state) return problem(response, 404, 'run.not_found', `There is no run ${a}.`)
  if (b === 'stream') return stream(state, Number(search.get('after_seq') ?? 0), request, response)
  if (b === 'scorecard') return json(response, 200, scorecard(state))
  if (b === 'compare') return json(response, 200, comparison(state, Number(search.get('baseline_run_id'))))
  if (b === 'judgings') return json(response, 200, { items: state.judgings })
  if (b === 'items' && c) {
    const item = state.items.find((i) => i.id === Number(c))
    const events = state.events.flatMap(({ event, data }, i) =>
      event !== 'token.delta' && JSON.parse(data).run_item_id === item.id
        ? [{ seq: i + 1, type: event, data: JSON.parse(data) }]
        : [],
    )
    const results = [
      { type: 'contains', expected: 'Paris', passed: true, score: 1, detail: '“Paris” occurs.' },
      {
        type: 'max_words',
        expected: '3',
        passed: item.metric?.passed ?? false,
        score: 0,
        detail: 'It has 24 words.',
      },
    ]
    return json(response, 200, {
      item: bare(item).item,
      test: suites.flatMap((s) => s.tests).find((t) => t.id === item.test_id),
      output:
        item.status === 'COMPLETED'
          ? {
              run_item_id: item.id,
              request_messages_json: [{ role: 'user', content: 'What is the capital of France?' }],
              final_text: answer,
              finish: 'stop',
              response_model: 'demo',
              raw_provider_payload_json: {
                assertions: { total: 2, passed: item.metric.checks_passed, results },
              },
            }
          : null,
      metric: item.metric,
      tool_calls: [],
      judge_results: [],
      events,
    })
  }
  if (b === 'items') {
    const from = Number(search.get('cursor') ?? 0)
    const size = Number(search.get('limit') ?? 100)
    return json(response, 200, {
      items: state.items.slice(from, from + size).map(bare),
      next_cursor: from + size < state.items.length ? from + size : null,
    })
  }
  if (b === 'pause' || b === 'cancel' || b === 'resume') {
    state.run.wanted = b === 'resume' ? 'run' : b
    state.run.status = b === 'pause' ? 'PAUSED' : state.run.status === 'PAUSED' ? 'RUNNING' : state.run.status
    emit(state, b === 'pause' ? 'run.paused' : 'run.resumed', null)
    return json(response, 200, full(state))
  }
  if (b === 'rerun')
    return json(response, 200, {
      run_id: startRun({
        suite_id: state.run.suite_id,
        car_ids: state.run.selected_car_ids_json,
        mode: state.run.mode,
      }).run.id,
    })
  if (method === 'PATCH') Object.assign(state.run, await readBody(request))
  if (method === 'DELETE') {
    runs.delete(state.run.id)
    return json(response, 200, { status: 'deleted' })
  }
  return json(response, 200, {
    run: full(state),
    items: [],
    outputs: [],
    metrics: [],
    tool_calls: [],
    judge_results: state.scores,
  })
}

// Some history to look at.
for (const [suite_id, label] of [
  [4, 'before the prompt change'],
  [4, null],
  [5, 'a long one'],
])
  startRun({ suite_id, car_ids: [1, 2, 3], label, instant: true, repetitions: suite_id === 4 ? 3 : 1 })
