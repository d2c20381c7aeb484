export interface ConnectionType {
  id: string
  label: string
  /** What one click fills in. */
  presets: { name: string; baseUrl: string }[]
  local: boolean
  needsKey: boolean
  note: string
}

/** The kinds of model servers, and where each is usually found. */
export const connectionTypes: ConnectionType[] = [
  {
    id: 'OLLAMA',
    label: 'Ollama',
    presets: [{ name: 'Ollama', baseUrl: 'http://localhost:11434' }],
    local: true,
    needsKey: false,
    note: 'Start it with “ollama serve”. No key is needed.',
  },
  {
    id: 'LLAMACPP_OPENAI',
    label: 'llama.cpp',
    presets: [
      { name: 'llama.cpp', baseUrl: 'http://localhost:8080' },
      { name: 'Jan', baseUrl: 'http://localhost:1337' },
    ],
    local: true,
    needsKey: false,
    note: 'Start it with “llama-server -m model.gguf”. It reports its own prefill and decode times.',
  },
  {
    id: 'OPENAI_COMPAT',
    label: 'OpenAI-compatible',
    presets: [
      { name: 'LM Studio', baseUrl: 'http://localhost:1234' },
      { name: 'vLLM', baseUrl: 'http://localhost:8000' },
    ],
    local: true,
    needsKey: false,
    note: 'Anything that answers /v1/models and /v1/chat/completions.',
  },
  {
    id: 'OPENAI',
    label: 'OpenAI',
    presets: [{ name: 'OpenAI', baseUrl: 'https://api.openai.com' }],
    local: false,
    needsKey: true,
    note: 'Needs a key of yours.',
  },
  {
    id: 'ANTHROPIC',
    label: 'Anthropic',
    presets: [{ name: 'Anthropic', baseUrl: 'https://api.anthropic.com' }],
    local: false,
    needsKey: true,
    note: 'Needs a key of yours.',
  },
  {
    id: 'GOOGLE',
    label: 'Google',
    presets: [{ name: 'Google', baseUrl: 'https://generativelanguage.googleapis.com' }],
    local: false,
    needsKey: true,
    note: 'Needs a Gemini API key.',
  },
  {
    id: 'OPENROUTER',
    label: 'OpenRouter',
    presets: [{ name: 'OpenRouter', baseUrl: 'https://openrouter.ai' }],
    local: false,
    needsKey: true,
    note: 'One key for many models.',
  },
  {
    id: 'HUGGINGFACE',
    label: 'Hugging Face',
    presets: [{ name: 'Hugging Face', baseUrl: 'https://router.huggingface.co' }],
    local: false,
    needsKey: true,
    note: 'Needs a token with permission to call inference providers.',
  },
  {
    id: 'CUSTOM',
    label: 'Custom',
    presets: [],
    local: false,
    needsKey: false,
    note: 'Speaks OpenAI’s format; the key is sent as Bearer, X-API-Key and api-key.',
  },
  {
    id: 'DEMO',
    label: 'Demo',
    presets: [],
    local: true,
    needsKey: false,
    note: 'Scripted models: they show the product and measure nothing.',
  },
]

export const typeOf = (id: string): ConnectionType =>
  connectionTypes.find((type) => type.id === id) ?? {
    id,
    label: id,
    presets: [],
    local: false,
    needsKey: false,
    note: '',
  }

/** A name nobody has yet: "Ollama", "Ollama 2", ... */
export function freeName(wanted: string, taken: string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()))
  if (!names.has(wanted.toLowerCase())) return wanted
  for (let n = 2; ; n++) if (!names.has(`${wanted} ${n}`.toLowerCase())) return `${wanted} ${n}`
}
