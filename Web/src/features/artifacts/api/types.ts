import { z } from 'zod'
import { reads, type Contract } from '@/lib/contract'
import { costSchema, timingsSchema, unknownable, usageSchema } from '@/lib/measures'

const text = unknownable(z.string())
const number = unknownable(z.number())
const flag = z.boolean().nullish().transform(Boolean)

export const artifactSchema = z.object({
  id: z.string(),
  modelId: z.string(),
  label: z.string(),
  provider: text,
  vendor: text,
  usedProvider: text,
  sourceType: text,
  sourceRef: text,
  taskId: text,
  promptVersion: text,
  createdAt: z.string(),
  author: unknownable(z.object({ id: z.string(), name: z.string() })),
  demo: flag,
  truncated: flag,
  bytes: number,
  sha256: text,
  parentId: text,
  generationId: text,
  sessionId: text,
  usage: unknownable(usageSchema),
  cost: unknownable(costSchema),
  timings: unknownable(timingsSchema),
  /** Null when the server has no picture of the page and will make none. */
  thumbnailUrl: text,
  /** Facts about the page as the server read it; which ones is the server's business. */
  checks: unknownable(z.record(z.string(), z.unknown())),
})

export const artifactPageSchema = reads<Contract['ArtifactPage']>()(
  z.object({ items: z.array(artifactSchema), nextCursor: text }),
)

const facetSchema = z
  .array(z.object({ value: z.string(), count: z.number() }))
  .nullish()
  .transform((list) => list ?? [])

export const facetsSchema = reads<Contract['ArtifactFacets']>()(
  z.object({
    vendors: facetSchema,
    models: facetSchema,
    providers: facetSchema,
    tasks: facetSchema,
  }),
)

export type Artifact = z.infer<typeof artifactSchema>
export type Facets = z.infer<typeof facetsSchema>
