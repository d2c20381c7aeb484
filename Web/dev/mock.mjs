// A stand-in for the server while working on the site alone: `npm run dev:mock`, then `npm run dev`. No packages, nothing kept.
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { race } from './mock-race.mjs'

const port = Number(process.env.PORT ?? 7860)
const speed = Number(process.env.SPEED ?? 1)
const generations = new Map()
const artifacts = new Map()
const tokens = []
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms / speed))

const demo = [
  ['demo/sprinter', 'Sprinter', { wait: 250, gap: 12, reason: 0 }],
  ['demo/thinker', 'Thinker', { wait: 500, gap: 20, reason: 1800 }],
  ['demo/stumbler', 'Stumbler', { wait: 300, gap: 16, reason: 0, fails: true }],
]
const paid = [
  ['openai', 'OpenAI', 'openaiApiKey', ['gpt-5.1', 'gpt-5-mini']],
  ['anthropic', 'Anthropic', 'anthropicApiKey', ['claude-opus-4-6', 'claude-sonnet-4-6']],
  ['google', 'Google', 'googleApiKey', ['gemini-3-flash-preview']],
  [
    'huggingface',
    'Hugging Face',
    'hfApiKey',
    ['moonshotai/Kimi-K2-Instruct', 'deepseek-ai/DeepSeek-R1', 'Qwen/Qwen3-Coder-480B-A35B-Instruct'],
  ],
]
const provider = (id, label, extra) => ({
  id,
  label,
  wire: 'openai',
  requiresKey: false,
  keyField: 'apiKey',
  hasServerKey: false,
  acceptsBaseUrl: false,
  defaultBaseUrl: null,
  demo: false,
  presets: [],
  ...extra,
})
const options = {
  providers: [
    provider('demo', 'Demo', {
      demo: true,
      keyField: null,
      presets: demo.map(([modelId, label]) => ({ modelId, label, demo: true })),
    }),
    ...paid.map(([id, label, keyField, models]) =>
      provider(id, label, {
        requiresKey: true,
        keyField,
        presets: models.map((modelId) => ({ modelId, label: modelId.split('/').at(-1), demo: false })),
      }),
    ),
    provider('ollama', 'Ollama', {
      acceptsBaseUrl: true,
      defaultBaseUrl: 'http://localhost:11434',
      keyField: null,
    }),
    provider('compatible', 'Compatible URL', { acceptsBaseUrl: true }),
  ],
  tasks: [
    {
      id: 'html_redesign',
      title: 'Redesign a page',
      summary: 'A plain landing page, every word kept, made good.',
      promptVersion: 'v1',
      usesBaseline: true,
      usesImage: false,
      baselineUrl: '/preview/baseline',
      imageUrl: null,
      prompt:
        'Redesign the page below.\n\nKeep every section, its order and every claim. Change typography, spacing, hierarchy and colour.\nReturn one complete HTML document.',
    },
    {
      id: 'multistep_form',
      title: 'Five-step form',
      summary: 'A sign-up in five steps with validation and a review.',
      promptVersion: 'v1',
      usesBaseline: false,
      usesImage: false,
      baselineUrl: null,
      imageUrl: null,
      prompt: 'Build a five-step sign-up form: Account, Company, Team, Plan, Review.',
    },
    {
      id: 'image_to_code',
      title: 'Image to code',
      summary: 'A mock-up turned into a page.',
      promptVersion: 'v1',
      usesBaseline: false,
      usesImage: true,
      baselineUrl: null,
      imageUrl: '/tasks/mockup.svg',
      prompt: 'Rebuild the mock-up in the attached image as one HTML document.',
    },
  ],
  limits: { maxModels: 6, skillChars: 8000, promptChars: 20000, htmlBytes: 512000 },
  priceVersion: '2026-11-01',
}
const prices = {
  version: '2026-11-01',
  rows: [
    ['openai', 'gpt-5.1', 1.25, 10, 0.125],
    ['openai', 'gpt-5-mini', 0.25, 2, 0.025],
    ['anthropic', 'claude-opus-4-6', 5, 25, 0.5],
    ['anthropic', 'claude-sonnet-4-6', 3, 15, 0.3],
    ['google', 'gemini-3-flash', 0.5, 3, null],
  ].map(([provider, model, input, output, cached]) => ({
    provider,
    model,
    match: 'prefix',
    servedBy: null,
    rates: { input, output, cachedInput: cached },
    sourceName: 'The vendor’s price page',
    sourceUrl: 'https://example.com/pricing',
    sourceDate: '2026-11-01',
  })),
}

const sections = [
  'Work that ships itself',
  'Agents with a memory',
  'A review before every merge',
  'Plans that survive Monday',
]
function page(label, hue) {
  const cards = sections
    .map(
      (title, i) => `      <article class="card">
        <h3>${title}</h3>
        <p>Step ${i + 1} of a day in which nobody waits for a build, a reviewer, or a spreadsheet.</p>
        <a href="#start">Read how</a>
      </article>`,
    )
    .join('\n')
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>AgentForge, by ${label}</title>
  <style>
    :root { --hue: ${hue}; --ink: hsl(var(--hue) 30% 12%); --accent: hsl(var(--hue) 80% 42%); }
    * { box-sizing: border-box; }
    body { margin: 0; font: 17px/1.6 Georgia, serif; color: var(--ink); background: hsl(var(--hue) 40% 98%); }
    header { display: flex; justify-content: space-between; padding: 24px 6vw; font-family: system-ui; }
    .hero { padding: 12vh 6vw; max-width: 900px; }
    .hero h1 { font-size: clamp(40px, 7vw, 84px); line-height: 1.02; letter-spacing: -0.03em; margin: 0 0 24px; }
    .button { display: inline-block; padding: 14px 24px; border-radius: 999px; background: var(--accent); color: #fff; text-decoration: none; }
    .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 20px; padding: 0 6vw 80px; }
    .card { background: #fff; border: 1px solid hsl(var(--hue) 30% 88%); border-radius: 16px; padding: 24px; }
    /* Nothing moves unless it means something. */
    .card h3 { margin-top: 0; font-size: 20px; }
    footer { background: var(--ink); color: #fff; padding: 48px 6vw; }
  </style>
</head>
<body>
  <header><strong>AgentForge</strong><nav><a href="#plans">Plans</a> <a href="#faq">Questions</a></nav></header>
  <main>
    <section class="hero">
      <h1>Your agents, forged once, at work for good.</h1>
      <p>Build, test and run software agents without a platform team.</p>
      <a class="button" href="#start">Start free</a>
    </section>
    <section class="grid">
${cards}
    </section>
    <section class="grid" id="plans">
${['$19', '$49', '$99'].map((p) => `      <article class="card"><h3>${p} per user</h3><p>Everything in the plan before, and more room.</p></article>`).join('\n')}
    </section>
  </main>
  <footer>Made by ${label} for a demonstration.</footer>
  <script>
    const plans = document.querySelectorAll('#plans .card')
    for (const plan of plans) {
      plan.addEventListener('click', () => plan.classList.toggle('chosen')) // one at a time
    }
    console.log(\`\${plans.length} plans on the page\`)
  </script>
</body>
</html>
`
}

function emit(generation, event, data) {
  generation.events.push({ seq: generation.events.length + 1, event, data })
  for (const wake of generation.waiting.splice(0)) wake()
}

async function run(g, plan) {
  const { view } = g
  emit(g, 'meta', {
    generationId: view.id,
    sessionId: view.sessionId,
    taskId: view.taskId,
    modelId: view.modelId,
    label: view.label,
    provider: view.provider,
    vendor: view.vendor,
    plannedAttempts: 2,
    demo: view.demo,
    promptVersion: 'v1',
  })
  await sleep(120)
  view.state = 'running'
  const html = page(view.label, plan.hue)
  const arrivals = []
  const attempts = []
  let attempt = 0
  let t0 = performance.now()
  const now = () => (performance.now() - t0) * speed
  const begin = (reset) => {
    t0 = performance.now()
    arrivals.length = 0
    emit(g, 'attempt', {
      attemptNumber: ++attempt,
      totalAttempts: 2,
      model: view.modelId,
      provider: plan.route,
      resetCode: reset,
    })
  }
  begin(false)
  await sleep(plan.wait)
  if (plan.refuse)
    return fail(
      g,
      {
        status: 401,
        code: 'invalid_key',
        message: 'OpenAI did not accept the key.',
        hint: 'Check that the key is complete and belongs to the right project.',
      },
      [
        {
          model: view.modelId,
          provider: plan.route,
          status: 'error',
          statusCode: 401,
          retryable: false,
          durationMs: 212,
          detail: 'Incorrect API key provided.',
        },
      ],
    )
  const send = async (event, text, gap) => {
    for (const piece of text.match(/[\s\S]{1,7}/g) ?? []) {
      if (g.cancelled) return false
      const t = now()
      arrivals.push(Math.round(t))
      emit(g, event, { text: piece, t })
      await sleep(gap * (0.4 + Math.random() * 1.2) * (Math.random() < 0.01 ? 12 : 1))
    }
    return !g.cancelled
  }
  if (plan.fails) {
    await send('token', html.slice(0, 700), plan.gap)
    if (!g.cancelled) {
      attempts.push({
        model: view.modelId,
        provider: plan.route,
        status: 'error',
        statusCode: 503,
        retryable: true,
        durationMs: Math.round(now()),
        detail: 'The demo provider fell over on purpose.',
      })
      emit(g, 'log', { message: 'Provider answered 503; trying again in 0.6 s.' })
      await sleep(600)
      begin(true)
      await sleep(plan.wait)
    }
  }
  const thoughts =
    'The page has a hero, four promises, three plans and a footer. Keep every claim. A serif for the voice, one accent, generous space. Contrast first, then rhythm. '
  const firstAnswer = { ms: null }
  if (plan.reason && !(await send('reasoning', thoughts.repeat(plan.reason / thoughts.length), plan.gap / 2)))
    return cancel(g)
  firstAnswer.ms = now()
  if (!(await send('token', html, plan.gap))) return cancel(g)
  const output = Math.round((html.length + plan.reason) / 4)
  attempts.push({
    model: view.modelId,
    provider: plan.route,
    status: 'success',
    statusCode: 200,
    retryable: false,
    durationMs: Math.round(now()),
    detail: null,
  })
  const price = prices.rows.find((row) => view.modelId.startsWith(row.model))
  const timings = {
    queuedMs: 3,
    firstByteMs: plan.wait - 20,
    ttftMs: arrivals[0],
    firstAnswerMs: firstAnswer.ms,
    secondTokenMs: arrivals[1] - arrivals[0],
    lastTokenMs: arrivals.at(-1),
    closedMs: arrivals.at(-1) + 6,
    tokenEvents: arrivals.length,
    itlMs: (arrivals.at(-1) - arrivals[0]) / (output - 1),
    outputTokensPerSecond: ((output - 1) / (arrivals.at(-1) - arrivals[0])) * 1000,
    endToEndTokensPerSecond: (output / arrivals.at(-1)) * 1000,
    arrivalsMs: arrivals.filter((_, i) => i % Math.ceil(arrivals.length / 600) === 0),
  }
  Object.assign(view, {
    state: 'complete',
    finishedAt: new Date().toISOString(),
    artifactId: randomUUID(),
    usedModel: view.modelId,
    usedProvider: plan.route,
    finishReason: 'stop',
    attempts,
    timings,
    usage: {
      inputTokens: 4100,
      outputTokens: output,
      cachedInputTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: Math.round(plan.reason / 4),
      totalTokens: 4100 + output,
    },
    cost:
      price && !view.demo
        ? {
            currency: 'USD',
            inputUsd: (4100 * price.rates.input) / 1e6,
            outputUsd: (output * price.rates.output) / 1e6,
            cachedInputUsd: null,
            totalUsd: (4100 * price.rates.input + output * price.rates.output) / 1e6,
            totalPicoUsd: '0',
            pricingVersion: prices.version,
            pricingMatchedModel: price.model,
            priceSource: 'price table',
            priceDate: price.sourceDate,
          }
        : null,
  })
  keep(view, html)
  emit(g, 'complete', {
    generationId: view.id,
    artifactId: view.artifactId,
    result: { modelId: view.modelId, label: view.label, provider: view.provider, vendor: view.vendor, html },
    generation: view,
  })
  emit(g, 'done', {})
}

function keep(view, html) {
  artifacts.set(view.artifactId, {
    html,
    view: {
      id: view.artifactId,
      modelId: view.modelId,
      label: view.label,
      provider: view.provider,
      vendor: view.vendor,
      usedProvider: view.usedProvider,
      sourceType: 'model',
      sourceRef: null,
      taskId: view.taskId,
      promptVersion: 'v1',
      createdAt: view.finishedAt,
      author: { id: 'owner', name: 'Local owner' },
      demo: view.demo,
      truncated: false,
      bytes: Buffer.byteLength(html),
      sha256: randomUUID().replaceAll('-', '').repeat(2),
      parentId: null,
      generationId: view.id,
      sessionId: view.sessionId,
      usage: view.usage,
      cost: view.cost,
      timings: view.timings,
      checks: { externalRequests: 0, hasViewport: true, hasLang: true, imagesWithoutAlt: 0, headings: 9 },
    },
  })
}

function fail(g, error, attempts) {
  Object.assign(g.view, { state: 'failed', finishedAt: new Date().toISOString(), error, attempts })
  emit(g, 'error', { ...error, attempts })
  emit(g, 'done', {})
}

function cancel(g) {
  const error = {
    status: null,
    code: 'generation.cancelled',
    message: 'Cancelled. What had arrived is kept.',
    hint: null,
  }
  Object.assign(g.view, { state: 'cancelled', finishedAt: new Date().toISOString(), error })
  emit(g, 'error', { ...error, attempts: [] })
  emit(g, 'done', {})
}

async function follow(g, after, request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' })
  let closed = false
  request.on('close', () => (closed = true))
  response.on('close', () => (closed = true))
  for (let next = after; !closed;) {
    for (; next < g.events.length; next++) {
      const { seq, event, data } = g.events[next]
      response.write(`id: ${seq}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      if (event === 'done') return response.end()
    }
    await new Promise((resolve) => g.waiting.push(resolve))
  }
}

function start(body) {
  const known = demo.find(([id]) => id === body.modelId)
  const hue = [...body.modelId].reduce((sum, c) => sum + c.charCodeAt(0) * 7, 0) % 360
  const quick = 30 + (hue % 40)
  const plan = {
    wait: 200 + hue * 2,
    gap: quick / 2,
    reason: hue % 3 === 0 ? 900 : 0,
    route: body.provider === 'huggingface' ? 'together' : body.provider,
    refuse: body.openaiApiKey === 'bad',
    ...known?.[2],
    hue,
  }
  const label = known?.[1] ?? body.modelId.split('/').at(-1)
  const view = {
    id: randomUUID(),
    sessionId: body.sessionId,
    state: 'queued',
    provider: body.provider,
    modelId: body.modelId,
    label,
    vendor: body.provider,
    taskId: body.taskId,
    promptVersion: 'v1',
    demo: Boolean(known),
    createdAt: new Date().toISOString(),
    startedAt: null,
    finishedAt: null,
    artifactId: null,
    usedModel: null,
    usedProvider: null,
    finishReason: null,
    truncated: false,
    error: null,
    attempts: [],
    usage: null,
    cost: null,
    timings: null,
  }
  const g = { view, events: [], waiting: [], cancelled: false }
  generations.set(view.id, g)
  void run(g, plan)
  return g
}

const json = (response, status, body) =>
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
const problem = (response, status, code, detail, field) =>
  json(response, status, { title: detail, status, detail, code, field, error: detail })

async function readBody(request) {
  let text = ''
  for await (const chunk of request) text += chunk
  return text === '' ? {} : JSON.parse(text)
}

async function serveSite(path, response) {
  const file = join('dist', normalize(path === '/' || !extname(path) ? '/index.html' : path))
  const types = {
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.html': 'text/html',
    '.svg': 'image/svg+xml',
    '.woff2': 'font/woff2',
  }
  const bytes = await readFile(file).catch(() => null)
  if (!bytes) return response.writeHead(404).end()
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' }).end(bytes)
}

const mockup =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 700"><rect width="1200" height="700" fill="#f3efe6"/><rect x="80" y="80" width="520" height="60" fill="#222"/><rect x="80" y="170" width="420" height="18" fill="#999"/><rect x="80" y="230" width="160" height="52" rx="26" fill="#c2410c"/><rect x="680" y="80" width="440" height="540" rx="24" fill="#d9d2c3"/></svg>'

async function api(method, path, search, request, response) {
  const [, , area, a, b] = path.split('/')
  if (area === 'generate') {
    if (a === 'options') return json(response, 200, options)
    if (method === 'POST') {
      const body = await readBody(request)
      const needs = paid.find(([id]) => id === body.provider)
      if (needs && !body[needs[2]])
        return problem(response, 400, 'missing_key', `${needs[1]} needs an API key.`, needs[2])
      return follow(start(body), 0, request, response)
    }
    if (!a) {
      const session = search.get('sessionId')
      const items = [...generations.values()]
        .map((g) => g.view)
        .filter((v) => !session || v.sessionId === session)
        .reverse()
      return json(response, 200, {
        items: items.slice(0, Number(search.get('limit') ?? 50)),
        nextCursor: null,
      })
    }
    const g = generations.get(a)
    if (!g) return problem(response, 404, 'not_found', 'This generation does not exist.')
    if (b === 'stream') return follow(g, Number(request.headers['last-event-id'] ?? 0), request, response)
    if (method === 'DELETE') {
      g.cancelled = true
      await sleep(60)
    }
    return json(response, 200, g.view)
  }
  if (area === 'artifacts') {
    if (a === 'facets') {
      const live = [...artifacts.values()].filter((x) => !x.deleted)
      const count = (of) => {
        const counts = new Map()
        for (const { view } of live) counts.set(of(view), (counts.get(of(view)) ?? 0) + 1)
        return [...counts].map(([value, count]) => ({ value, count }))
      }
      return json(response, 200, {
        vendors: count((v) => v.vendor),
        models: count((v) => v.modelId),
        providers: count((v) => v.provider),
        tasks: count((v) => v.taskId),
      })
    }
    if (a === 'search') {
      const fits = (v) =>
        ['vendor', 'provider'].every((k) => !search.get(k) || v[k] === search.get(k)) &&
        (!search.get('model') || v.modelId === search.get('model')) &&
        (!search.get('task') || v.taskId === search.get('task')) &&
        (!search.get('q') || v.label.toLowerCase().includes(search.get('q').toLowerCase()))
      const all = [...artifacts.values()]
        .filter((x) => !x.deleted)
        .map((x) => x.view)
        .filter(fits)
        .reverse()
      const from = Number(search.get('cursor') ?? 0)
      const limit = Number(search.get('limit') ?? 48)
      return json(response, 200, {
        items: all.slice(from, from + limit),
        nextCursor: from + limit < all.length ? String(from + limit) : null,
      })
    }
    const found = artifacts.get(a)
    if (!found) return problem(response, 404, 'not_found', 'This page does not exist.')
    if (b === 'html')
      return response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(found.html)
    if (b === 'thumbnail') return response.writeHead(404).end()
    if (b === 'restore') found.deleted = false
    if (method === 'DELETE') found.deleted = true
    return json(response, 200, found.view)
  }
  if (path === '/api/pricing') return json(response, 200, prices)
  if (path === '/api/auth/me')
    return json(response, 200, {
      user: { id: 'owner', name: 'Local owner', role: 'admin' },
      signInMode: 'local',
    })
  if (path === '/api/hf/models/search') {
    const q = search.get('q') ?? ''
    return json(response, 200, {
      models: ['moonshotai/Kimi-K2-Thinking', 'zai-org/GLM-5', 'MiniMaxAI/MiniMax-M2.5']
        .filter((m) => m.toLowerCase().includes(q.toLowerCase()))
        .map((modelId) => ({
          modelId,
          label: modelId.split('/')[1],
          vendor: modelId.split('/')[0],
          providers: ['together'],
        })),
    })
  }
  if (area === 'tokens') {
    if (method === 'POST') {
      const token = {
        id: randomUUID(),
        ...(await readBody(request)),
        createdAt: new Date().toISOString(),
        lastUsedAt: null,
      }
      tokens.push(token)
      return json(response, 201, { ...token, token: `pod_${randomUUID().replaceAll('-', '')}` })
    }
    if (method === 'DELETE') {
      tokens.splice(
        tokens.findIndex((t) => t.id === a),
        1,
      )
      return response.writeHead(204).end()
    }
    return json(response, 200, tokens)
  }
  const answered = await race(method, path, search, request, response, { json, problem, readBody })
  if (answered === false) return problem(response, 404, 'not_found', 'No such address.')
}

function preview(path, response) {
  const id = path.split('/')[2]
  const html =
    artifacts.get(id)?.html ??
    (id === 'baseline' ? page('nobody', 0).replace(/<style>[\s\S]*<\/style>/, '') : null)
  if (!html) return response.writeHead(404).end()
  response
    .writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:",
    })
    .end(html)
}

for (let i = 0; i < Number(process.env.SEED ?? 0); i++) {
  const [provider, , , models] = paid[i % paid.length]
  const modelId = models[i % models.length]
  const ms = 900 + ((i * 379) % 9000)
  const finishedAt = new Date(Date.now() - i * 3_100_000).toISOString()
  const arrivals = Array.from({ length: 300 }, (_, n) => 300 + ((i * 53) % 700) + (n * ms) / 300)
  const view = {
    id: randomUUID(),
    sessionId: null,
    provider,
    modelId,
    label: modelId.split('/').at(-1),
    vendor: provider,
    usedProvider: provider,
    taskId: options.tasks[i % 3].id,
    demo: false,
    finishedAt,
    artifactId: randomUUID(),
    usage: { inputTokens: 4100, outputTokens: 2000 + i * 13, reasoningTokens: 0, totalTokens: 6100 + i * 13 },
    cost:
      i % 5 === 3
        ? null
        : { totalUsd: 0.004 + i * 0.0021, priceSource: 'price table', priceDate: '2026-11-01' },
    timings: {
      ttftMs: arrivals[0],
      firstAnswerMs: arrivals[0],
      lastTokenMs: arrivals.at(-1),
      closedMs: arrivals.at(-1) + 5,
      tokenEvents: 300,
      outputTokensPerSecond: 2e6 / ms,
      arrivalsMs: arrivals,
    },
  }
  keep(view, page(view.label, (i * 47) % 360))
}

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost')
  const work = pathname.startsWith('/api/')
    ? api(request.method, pathname, searchParams, request, response)
    : pathname.startsWith('/preview/')
      ? preview(pathname, response)
      : pathname === '/tasks/mockup.svg'
        ? response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end(mockup)
        : serveSite(pathname, response)
  Promise.resolve(work).catch((error) => {
    process.stderr.write(`${error.stack}\n`)
    if (!response.headersSent) problem(response, 500, 'mock_failed', String(error))
  })
}).listen(port, '127.0.0.1', () => process.stdout.write(`mock on http://localhost:${port}\n`))
