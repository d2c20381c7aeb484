import { optionsSchema } from '@/features/generations/api/types'

const provider = (id: string, label: string, more: object = {}) => ({
  id,
  label,
  requiresKey: false,
  keyField: 'apiKey',
  hasServerKey: false,
  acceptsBaseUrl: false,
  defaultBaseUrl: null,
  demo: false,
  presets: [],
  ...more,
})

const task = (id: string, title: string, more: object = {}) => ({
  id,
  title,
  summary: `${title}, summed up.`,
  promptVersion: 'v1',
  usesBaseline: false,
  usesImage: false,
  prompt: `The prompt of ${id}.`,
  baselineUrl: null,
  imageUrl: null,
  ...more,
})

export const options = optionsSchema.parse({
  providers: [
    provider('demo', 'Demo', {
      demo: true,
      keyField: null,
      presets: [
        { modelId: 'demo/sprinter', label: 'Sprinter', demo: true },
        { modelId: 'demo/thinker', label: 'Thinker', demo: true },
        { modelId: 'demo/stumbler', label: 'Stumbler', demo: true },
      ],
    }),
    provider('openai', 'OpenAI', {
      requiresKey: true,
      keyField: 'openaiApiKey',
      presets: [{ modelId: 'gpt-5.1', label: 'GPT-5.1', demo: false }],
    }),
    provider('huggingface', 'Hugging Face', {
      requiresKey: true,
      keyField: 'hfApiKey',
      presets: [{ modelId: 'moonshotai/Kimi-K2', label: 'Kimi K2', demo: false }],
    }),
    provider('ollama', 'Ollama', { acceptsBaseUrl: true, defaultBaseUrl: 'http://localhost:11434' }),
  ],
  tasks: [
    task('html_redesign', 'Redesign a page', { usesBaseline: true, baselineUrl: '/preview/baseline' }),
    task('multistep_form', 'Five-step form'),
    task('image_to_code', 'Picture to page', {
      usesImage: true,
      imageUrl: '/api/generate/tasks/image_to_code/image',
    }),
    task('free', 'Your own prompt'),
  ],
  limits: { maxModels: 6, skillChars: 8000, promptChars: 20000 },
  priceVersion: '2026-11-01',
})

const generation = (id: string, more: object = {}) => ({
  id,
  sessionId: 'session-1',
  state: 'complete',
  provider: 'openai',
  modelId: 'gpt-5.1',
  label: 'GPT-5.1',
  vendor: 'openai',
  taskId: 'html_redesign',
  demo: false,
  createdAt: '2026-11-21T08:00:00Z',
  artifactId: `page-${id}`,
  truncated: false,
  error: null,
  attempts: [],
  usage: { inputTokens: 4100, outputTokens: 820, totalTokens: 4920 },
  cost: { totalUsd: 0.013325, priceSource: 'price table', priceDate: '2026-11-01' },
  timings: {
    ttftMs: 412,
    firstAnswerMs: 412,
    lastTokenMs: 6120,
    closedMs: 6130,
    tokenEvents: 300,
    outputTokensPerSecond: 143.5,
    arrivalsMs: [412, 500, 6120],
  },
  ...more,
})

const artifact = (id: string, more: object = {}) => ({
  id,
  modelId: 'gpt-5.1',
  label: 'GPT-5.1',
  provider: 'openai',
  vendor: 'openai',
  usedProvider: 'openai',
  taskId: 'html_redesign',
  promptVersion: 'v1',
  createdAt: '2026-11-21T08:00:00Z',
  author: { id: 'owner', name: 'Local owner' },
  demo: false,
  truncated: false,
  bytes: 3277,
  sha256: 'c0ffee',
  generationId: 'g',
  sessionId: 'session-1',
  usage: { inputTokens: 4100, outputTokens: 820 },
  cost: { totalUsd: 0.013325 },
  timings: {
    ttftMs: 412,
    lastTokenMs: 6120,
    outputTokensPerSecond: 143.5,
    arrivalsMs: [412, 6120],
    firstAnswerMs: 412,
  },
  checks: { externalRequests: 0, hasViewport: true },
  thumbnailUrl: null,
  ...more,
})

export const samples = { generation, artifact }
