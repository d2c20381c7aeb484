import { describe, expect, it } from 'vitest'
import { options } from '@/testing/samples'
import {
  buildRequest,
  currentDraft,
  draftProblem,
  firstDraft,
  newPick,
  setupSchema,
  writeDraft,
} from './draft'
import { findModels } from './model-search'

const setup = (more: object = {}) => setupSchema.parse({ taskId: 'html_redesign', ...more })
const providerOf = (id: string) => options.providers.find((p) => p.id === id)
const taskOf = (id: string) => options.tasks.find((t) => t.id === id)

it('a first visit finds the three demo models and the first task', () => {
  const draft = firstDraft(options)
  expect(draft.picks.map((pick) => pick.modelId)).toEqual(['demo/sprinter', 'demo/thinker', 'demo/stumbler'])
  expect(draftProblem(draft, options, () => null)).toBeNull()
})

it('a stored draft comes back without what the server no longer offers', () => {
  writeDraft({
    picks: [newPick('gone', 'm', 'M'), newPick('openai', 'gpt-5.1', 'GPT-5.1')],
    setup: setup({ taskId: 'old' }),
  })
  const draft = currentDraft(options)
  expect(draft.picks.map((pick) => pick.provider)).toEqual(['openai'])
  expect(draft.setup.taskId).toBe('html_redesign')
})

describe('the request', () => {
  it('carries the key in the field of its provider, and only what is set', () => {
    const request = buildRequest(
      newPick('openai', 'gpt-5.1', 'GPT-5.1'),
      setup({ billTo: 'org' }),
      providerOf('openai'),
      taskOf('html_redesign'),
      's',
      'sk-1',
    )
    expect(request).toEqual({
      provider: 'openai',
      modelId: 'gpt-5.1',
      taskId: 'html_redesign',
      sessionId: 's',
      openaiApiKey: 'sk-1',
    })
  })

  it('carries candidates and bill-to for Hugging Face alone', () => {
    const chosen = setup({ providerCandidates: ' together, novita  ', billTo: ' org ', temperature: 0 })
    const request = buildRequest(
      newPick('huggingface', 'a/b', 'b'),
      chosen,
      providerOf('huggingface'),
      taskOf('html_redesign'),
      's',
      null,
    )
    expect(request).toMatchObject({
      providerCandidates: ['together', 'novita'],
      billTo: 'org',
      temperature: 0,
    })
  })

  it('carries the prompt of a free task and the base URL of a local server', () => {
    const request = buildRequest(
      newPick('ollama', 'qwen', 'qwen', 'http://box:11434'),
      setup({ taskId: 'free', prompt: 'A clock' }),
      providerOf('ollama'),
      taskOf('free'),
      's',
      null,
    )
    expect(request).toMatchObject({ prompt: 'A clock', baseUrl: 'http://box:11434' })
  })
})

describe('MustHave_22 three tasks, the image attached, the skill bounded', () => {
  it('the picture task names its image by an absolute address, the form its variant', () => {
    const of = (id: string) =>
      buildRequest(
        newPick('openai', 'm', 'm'),
        setup({ taskId: id }),
        providerOf('openai'),
        taskOf(id),
        's',
        null,
      ).taskContext
    expect(of('image_to_code')).toEqual({
      imageId: 'figma_landing',
      imageUrl: `${location.origin}/api/generate/tasks/image_to_code/image`,
    })
    expect(of('multistep_form')).toEqual({ formVariant: 'saas_onboarding' })
    expect(of('html_redesign')).toBeUndefined()
  })

  it('a skill of 8000 characters may start, one more may not', () => {
    const draft = firstDraft(options)
    const withSkill = (length: number) => ({ ...draft, setup: setup({ skill: 'x'.repeat(length) }) })
    expect(draftProblem(withSkill(8000), options, () => null)).toBeNull()
    expect(draftProblem(withSkill(8001), options, () => null)).toMatch(/too long/)
  })
})

it('says what is missing: a model, a prompt, a key', () => {
  const picks = [newPick('openai', 'gpt-5.1', 'GPT-5.1')]
  const of = (draft: Parameters<typeof draftProblem>[0], key: string | null = null) =>
    draftProblem(draft, options, () => key)
  expect(of({ picks: [], setup: setup() })).toBe('Pick at least one model.')
  expect(of({ picks, setup: setup({ taskId: 'free' }) }, 'k')).toBe('Write a prompt first.')
  expect(of({ picks, setup: setup() })).toBe('OpenAI needs a key.')
  expect(of({ picks, setup: setup() }, 'k')).toBeNull()
})

describe('finding models', () => {
  const ids = (provider: string | null, text: string, hub: { modelId: string; label: string }[] = []) =>
    findModels(options.providers, provider, text, hub).map(
      (c) => `${c.provider}:${c.modelId}${c.free ? ' (typed)' : ''}`,
    )

  it('searches presets by label, id and provider', () => {
    expect(ids(null, 'kimi')).toEqual(['huggingface:moonshotai/Kimi-K2'])
    expect(ids(null, 'openai')).toEqual(['openai:gpt-5.1'])
  })

  it('adds what the Hub found, once', () => {
    const hub = [
      { modelId: 'moonshotai/Kimi-K2', label: 'Kimi-K2' },
      { modelId: 'zai-org/GLM-5', label: 'GLM-5' },
    ]
    expect(ids('huggingface', '', hub)).toEqual([
      'huggingface:moonshotai/Kimi-K2',
      'huggingface:zai-org/GLM-5',
    ])
  })

  it('takes any text as an id once a provider is chosen, but never for the demo', () => {
    expect(ids('openai', 'gpt-7')).toEqual(['openai:gpt-7 (typed)'])
    expect(ids('demo', 'gpt-7')).toEqual([])
    expect(ids('openai', 'two words')).toEqual([])
  })
})
