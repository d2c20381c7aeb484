import { z } from 'zod'
import { unknownable } from '@/lib/measures'
import { readStored, writeStored } from '@/lib/stored'
import type { GenerateRequest, KeyField, Options, Provider, Task } from '../api/types'

/** One chosen model. The same model may be chosen twice, so it is its key that tells picks apart. */
export const pickSchema = z.object({
  key: z.string(),
  provider: z.string(),
  modelId: z.string(),
  label: z.string(),
  baseUrl: unknownable(z.string()),
})

export const setupSchema = z.object({
  taskId: z.string(),
  prompt: z.string().default(''),
  skill: z.string().default(''),
  temperature: unknownable(z.number()),
  maxTokens: unknownable(z.number()),
  reasoningEffort: unknownable(z.string()),
  providerCandidates: z.string().default(''),
  billTo: z.string().default(''),
})

const draftSchema = z.object({ picks: z.array(pickSchema), setup: setupSchema })

export type Pick = z.infer<typeof pickSchema>
export type Setup = z.infer<typeof setupSchema>
export type Draft = z.infer<typeof draftSchema>

export const freeTask = 'free'
const key = 'podium.draft'

export const newPick = (
  provider: string,
  modelId: string,
  label: string,
  baseUrl: string | null = null,
): Pick => ({
  key: crypto.randomUUID(),
  provider,
  modelId,
  label,
  baseUrl,
})

export const readDraft = () => readStored(localStorage, key, draftSchema)
export const writeDraft = (draft: Draft) => writeStored(localStorage, key, draft)

/** What a first visit finds: the demo models chosen, so that one press shows the whole product. */
export function firstDraft(options: Options): Draft {
  const demo = options.providers.find((provider) => provider.demo)
  return {
    picks: (demo?.presets ?? []).slice(0, 3).map((p) => newPick(demo!.id, p.modelId, p.label)),
    setup: setupSchema.parse({ taskId: options.tasks[0]?.id ?? freeTask }),
  }
}

/** The stored draft with what this server no longer offers left out. */
export function currentDraft(options: Options): Draft {
  const stored = readDraft()
  if (!stored) return firstDraft(options)
  const known = new Set(options.providers.map((provider) => provider.id))
  const task = [freeTask, ...options.tasks.map((t) => t.id)].includes(stored.setup.taskId)
    ? stored.setup.taskId
    : (options.tasks[0]?.id ?? freeTask)
  return {
    picks: stored.picks.filter((pick) => known.has(pick.provider)).slice(0, options.limits.maxModels),
    setup: { ...stored.setup, taskId: task },
  }
}

export const shortLabel = (modelId: string) =>
  modelId
    .replace(/:[^:/]*$/, '')
    .split('/')
    .at(-1) || modelId

export function buildRequest(
  pick: Pick,
  setup: Setup,
  provider: Provider | undefined,
  task: Task | undefined,
  sessionId: string,
  apiKey: string | null,
): GenerateRequest {
  const request: GenerateRequest = {
    provider: pick.provider,
    modelId: pick.modelId,
    taskId: setup.taskId,
    sessionId,
  }
  const context = taskContext(task)
  if (context) request.taskContext = context
  if (setup.taskId === freeTask) request.prompt = setup.prompt
  if (setup.skill.trim()) request.skillContent = setup.skill
  if (pick.baseUrl) request.baseUrl = pick.baseUrl
  if (setup.temperature !== null) request.temperature = setup.temperature
  if (setup.maxTokens !== null) request.maxTokens = setup.maxTokens
  if (setup.reasoningEffort) request.reasoningEffort = setup.reasoningEffort
  if (pick.provider === 'huggingface') {
    const candidates = setup.providerCandidates.split(/[\s,]+/).filter(Boolean)
    if (candidates.length > 0) request.providerCandidates = candidates
    if (setup.billTo.trim()) request.billTo = setup.billTo.trim()
  }
  if (apiKey) request[keyFieldOf(provider)] = apiKey
  return request
}

const keyFieldOf = (provider: Provider | undefined) => (provider?.keyField ?? 'apiKey') as keyof KeyField

function taskContext(task: Task | undefined): Record<string, string> | null {
  if (task?.id === 'multistep_form') return { formVariant: 'saas_onboarding' }
  if (task?.usesImage && task.imageUrl) {
    return { imageId: 'figma_landing', imageUrl: new URL(task.imageUrl, location.origin).href }
  }
  return null
}

/** What keeps the build from starting, in words; null when nothing does. */
export function draftProblem(
  draft: Draft,
  options: Options,
  keyOf: (provider: string) => string | null,
): string | null {
  if (draft.picks.length === 0) return 'Pick at least one model.'
  if (draft.setup.taskId === freeTask && draft.setup.prompt.trim() === '') return 'Write a prompt first.'
  if (draft.setup.skill.length > options.limits.skillChars) return 'The skill text is too long.'
  const providers = new Map(options.providers.map((provider) => [provider.id, provider]))
  for (const pick of draft.picks) {
    const provider = providers.get(pick.provider)
    if (provider?.requiresKey && !provider.hasServerKey && !keyOf(provider.id)) {
      return `${provider.label} needs a key.`
    }
  }
  return null
}
