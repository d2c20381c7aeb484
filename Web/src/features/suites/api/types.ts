import { z } from 'zod'
import { type Contract, reads } from '@/lib/contract'
import { unknownable } from '@/lib/measures'
import { utc } from '@/lib/utc'

const text = unknownable(z.string())
const number = unknownable(z.number())
const flag = z.boolean().nullish().transform(Boolean)
const time = unknownable(z.string().transform(utc))

/** A case as it is stored; what the site does not edit is kept as it came. */
export const testSchema = z.looseObject({
  order_index: z.number(),
  name: z.string(),
  system_prompt: text,
  user_prompt: z.string(),
  expected_constraints: text,
  tools_schema_json: unknownable(z.unknown()),
  checks: unknownable(z.unknown()),
  reference: text,
  family: text,
})

export const suiteSchema = reads<Contract['SuiteDocument']>()(
  z
    .looseObject({
      id: z.number(),
      name: z.string(),
      category: z.string(),
      description: text,
      is_demo: flag,
      /** What the judge is told to look at, beside its own instructions. */
      rubric: text,
      version: number,
      current_version: number,
      tests_total: number,
      tests: z
        .array(testSchema)
        .nullish()
        .transform((value) => value ?? []),
      created_at: time,
      updated_at: time,
    })
    .transform((suite) => ({
      ...suite,
      version: suite.version ?? suite.current_version,
      cases: suite.tests_total ?? suite.tests.length,
      /** Null where the tests were not sent along. */
      promptCharacters:
        suite.tests.length === 0
          ? null
          : suite.tests.reduce(
              (sum, test) => sum + test.user_prompt.length + (test.system_prompt?.length ?? 0),
              0,
            ),
    })),
)

export const suitesSchema = z.array(suiteSchema)

export const versionSchema = reads<Contract['SuiteVersionDocument']>()(
  z.object({
    id: number,
    version: z.number(),
    sha256: text,
    created_at: time,
    created_by: text,
    tests_total: number,
  }),
)

export const versionsSchema = z.array(versionSchema)

const checkResultSchema = z.object({
  type: z.string(),
  expected: unknownable(z.unknown()),
  /** Null: it waits for a judge or a webhook. */
  passed: unknownable(z.boolean()),
  score: number,
  detail: text,
})

export const dryRunSchema = reads<Contract['Trial']>()(
  z.object({
    total: z.number(),
    passed: z.number(),
    score: number,
    pass: unknownable(z.boolean()),
    results: z.array(checkResultSchema).default([]),
  }),
)

export const importReportSchema = reads<Contract['ImportAnswer']>()(
  z.looseObject({
    suite: unknownable(suiteSchema),
    warnings: z
      .array(z.union([z.string(), z.looseObject({ message: z.string(), where: text, path: text })]))
      .nullish()
      .transform((value) => value ?? []),
  }),
)

export type Suite = z.infer<typeof suiteSchema>
export type Test = z.infer<typeof testSchema>
export type Version = z.infer<typeof versionSchema>
export type DryRun = z.infer<typeof dryRunSchema>
export type ImportReport = z.infer<typeof importReportSchema>

export interface SuiteBody {
  name: string
  category: string
  description: string | null
  rubric: string | null
  tests: Record<string, unknown>[]
}
