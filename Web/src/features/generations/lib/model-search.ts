import type { Provider } from '../api/types'
import { shortLabel } from './draft'

export interface Candidate {
  provider: string
  providerLabel: string
  modelId: string
  label: string
  demo: boolean
  /** The text itself, taken as a model id. */
  free: boolean
}

interface HubModel {
  modelId: string
  label: string
}

/** Presets and Hub models that match, then the text itself wherever a provider takes any id. */
export function findModels(
  providers: Provider[],
  providerId: string | null,
  text: string,
  hub: HubModel[],
): Candidate[] {
  const wanted = text.trim().toLowerCase()
  const offered = providers.filter((p) => providerId === null || p.id === providerId)
  const presets = offered.flatMap((p) =>
    p.presets
      .filter((m) => [m.label, m.modelId, p.label].some((name) => name.toLowerCase().includes(wanted)))
      .map((m) => candidate(p, m.modelId, m.label)),
  )

  const huggingFace = offered.find((p) => p.id === 'huggingface')
  const known = new Set(presets.map((c) => `${c.provider}/${c.modelId}`))
  const fromHub = huggingFace
    ? hub
        .map((m) => candidate(huggingFace, m.modelId, m.label))
        .filter((c) => !known.has(`huggingface/${c.modelId}`))
    : []

  const free =
    wanted === '' || /\s/.test(text.trim())
      ? []
      : offered
          .filter((p) => !p.demo && (providerId !== null || (p.id === 'huggingface' && text.includes('/'))))
          .filter(
            (p) => ![...presets, ...fromHub].some((c) => c.provider === p.id && c.modelId === text.trim()),
          )
          .map((p) => ({ ...candidate(p, text.trim(), shortLabel(text.trim())), free: true }))
  return [...presets, ...fromHub, ...free]
}

const candidate = (provider: Provider, modelId: string, label: string): Candidate => ({
  provider: provider.id,
  providerLabel: provider.label,
  modelId,
  label,
  demo: provider.demo,
  free: false,
})
