const times = { created_at: '2026-11-21T10:00:00.000000', updated_at: '2026-11-21T10:00:00.000000' }

const connection = (id: number, name: string, more: object = {}) => ({
  id,
  name,
  type: 'OLLAMA',
  base_url: 'http://localhost:11434',
  api_key_env_var: null,
  has_stored_api_key: false,
  ...times,
  ...more,
})

const connectionTypes = [
  {
    type: 'OLLAMA',
    label: 'Ollama',
    note: 'Start it.',
    local: true,
    needs_key: false,
    key_variables: [],
    servers: [{ name: 'Ollama', base_url: 'http://localhost:11434' }],
  },
  {
    type: 'OPENAI',
    label: 'OpenAI',
    note: 'Needs a key of yours.',
    local: false,
    needs_key: true,
    key_variables: ['OPENAI_API_KEY'],
    servers: [{ name: 'OpenAI', base_url: 'https://api.openai.com/v1' }],
  },
]

const car = (id: number, name: string, more: object = {}) => ({
  id,
  name,
  connection_id: 1,
  model_name: `demo/${name.toLowerCase()}`,
  temperature: null,
  top_p: null,
  max_tokens: null,
  stop_json: null,
  seed: null,
  ...times,
  ...more,
})

const test = (id: number, name: string, more: object = {}) => ({
  id,
  suite_id: 1,
  order_index: id - 1,
  name,
  system_prompt: null,
  user_prompt: `The prompt of ${name}.`,
  expected_constraints: null,
  tools_schema_json: null,
  ...more,
})

const suite = (id: number, name: string, more: object = {}) => ({
  id,
  name,
  category: 'writing',
  description: null,
  is_demo: false,
  version: 3,
  tests: [test(1, 'Greeting', { expected_constraints: 'contains: hello' }), test(2, 'Farewell')],
  ...times,
  ...more,
})

const run = (id: number, more: object = {}) => ({
  id,
  suite_id: 1,
  suite_name: 'Manners',
  suite_version: 3,
  status: 'COMPLETED',
  mode: 'sequential',
  repetitions: 1,
  warmups: 0,
  label: null,
  is_baseline: false,
  demo: false,
  wanted: 'run',
  items_total: 4,
  items_done: 4,
  created_at: '2026-11-21T10:00:00.000000',
  started_at: '2026-11-21T10:00:00.000000',
  finished_at: '2026-11-21T10:00:08.000000',
  selected_car_ids_json: [1, 2],
  judge_car_id_nullable: null,
  cars: [
    { id: 1, name: 'Hare', model: 'demo/hare', connection: { id: 1, name: 'Demo', type: 'DEMO' } },
    { id: 2, name: 'Tortoise', model: 'demo/tortoise', connection: { id: 1, name: 'Demo', type: 'DEMO' } },
  ],
  error: null,
  items: [],
  ...more,
})

const detail = (id: number, more: object = {}) => ({
  run: run(id, more),
  items: [],
  outputs: [],
  metrics: [],
  tool_calls: [],
  judge_results: [],
})

const metric = (itemId: number, more: object = {}) => ({
  run_item_id: itemId,
  ttft_us: 412_000,
  total_us: 1_240_000,
  total_latency_ms: 1240,
  output_tokens: 30,
  output_tokens_estimated: false,
  tokens_per_sec: 24,
  checks_total: 2,
  checks_passed: 2,
  passed: true,
  error_flag: false,
  ...more,
})

const item = (id: number, testId: number, carId: number, more: object = {}) => ({
  id,
  ordinal: id,
  test_id: testId,
  car_id: carId,
  status: 'COMPLETED',
  attempt_count: 1,
  repetition: 1,
  is_warmup: false,
  started_at: '2026-11-21T10:00:00.000000',
  finished_at: '2026-11-21T10:00:01.000000',
  error_message: null,
  ...more,
})

/** One row of GET /api/runs/{id}/items?form=row. */
const row = (id: number, testId: number, carId: number, more: object = {}, measured: object | null = {}) => ({
  id,
  ordinal: id,
  test_id: testId,
  car_id: carId,
  repetition: 1,
  is_warmup: false,
  status: 'COMPLETED',
  test_name: testId === 1 ? 'Greeting' : 'Farewell',
  checks_total: measured && 2,
  checks_passed: measured && 2,
  passed: measured && true,
  total_us: measured && 1_240_000,
  ...more,
  ...measured,
})

export const raceSamples = { connection, connectionTypes, car, test, suite, run, detail, metric, item, row }

type Step = [event: string, itemId: number | null, data?: object]

/** The wire form of a run's events, numbered from 1, one every `everyMs` milliseconds. */
export const raceWire = (steps: Step[], everyMs = 100, from = 1) =>
  steps
    .map(([event, itemId, data], i) => {
      const at = new Date(Date.parse('2026-11-21T10:00:00Z') + (from - 1 + i) * everyMs)
      const timestamp = at.toISOString().replace('Z', '000')
      const payload = JSON.stringify({ timestamp, run_id: 7, run_item_id: itemId, ...data })
      return `id: ${from + i}\nevent: ${event}\ndata: ${payload}\n\n`
    })
    .join('')

/** One item from its start to its end. */
export const lap = (
  itemId: number,
  carId: number,
  latencyMs: number,
  more: { testId?: number; passed?: number; status?: string; text?: string } = {},
): Step[] => [
  ['item.started', itemId, { car_id: carId, test_id: more.testId ?? 1, is_warmup: false }],
  ['request.sent', itemId, { attempt: 1, loop: 0, model: 'm' }],
  ['ttft.recorded', itemId, { ttft_ms: latencyMs / 4 }],
  ['token.delta', itemId, { token: more.text ?? 'hello' }],
  [
    'item.metrics',
    itemId,
    { ttft_ms: latencyMs / 4, latency_ms: latencyMs, output_tokens: 20, estimated: false },
  ],
  ['item.assertions', itemId, { passed: more.passed ?? 2, total: 2, pass: (more.passed ?? 2) === 2 }],
  ['item.completed', itemId, { status: more.status ?? 'COMPLETED' }],
]

export const raceStart: Step = ['run.started', null, { status: 'RUNNING' }]
export const raceEnd: Step = ['run.completed', null, { status: 'COMPLETED' }]
export type RaceStep = Step
