import { describe, expect, it } from 'vitest'
import { ApiError } from '@/lib/http'
import { raceSamples } from '@/testing/race-samples'
import { suiteSchema } from '../api/types'
import {
  checksOf,
  describeCheck,
  kindOf,
  legacyChecks,
  thresholdProblem,
  valueOf,
  withChecks,
} from './checks'
import { bodyOf, draftOf, emptySuite, problemsOf } from './draft'
import { fieldProblem } from './field-problem'
import { fromJson, toJson } from './suite-json'

const suite = suiteSchema.parse(
  raceSamples.suite(1, 'Manners', {
    tests: [
      raceSamples.test(2, 'Second', { checks: [{ type: 'is-json' }], metadata: { source: 'a book' } }),
      raceSamples.test(1, 'First', { tools_schema_json: [{ type: 'function' }] }),
    ],
  }),
)

describe('a draft', () => {
  it('gives back what it was made of: order, checks, tools, and fields this page does not edit', () => {
    const body = bodyOf(draftOf(suite))
    expect(body.tests).toEqual([
      {
        order_index: 0,
        name: 'First',
        user_prompt: 'The prompt of First.',
        tools_schema_json: [{ type: 'function' }],
      },
      {
        order_index: 1,
        name: 'Second',
        user_prompt: 'The prompt of Second.',
        checks: [{ type: 'is-json' }],
        metadata: { source: 'a book' },
      },
    ])
  })

  it('survives the JSON tab', () => {
    const draft = draftOf(suite)
    const back = fromJson(toJson(draft))
    expect(back.error).toBeNull()
    expect(bodyOf(back.draft!)).toEqual(bodyOf(draft))
  })

  it('says what is missing, by case and field', () => {
    const draft = emptySuite()
    draft.cases[0]!.checks = '[{"type"'
    expect(problemsOf(draft).map(({ case: at, field }) => [at, field])).toEqual([
      [null, 'name'],
      [0, 'user_prompt'],
      [0, 'checks'],
    ])
  })
})

it('text that is no JSON, or no suite, is refused with its place', () => {
  expect(fromJson('{"name":').error).toMatch(/This is not JSON/)
  expect(fromJson('{"name":"a","category":"b","tests":[{"user_prompt":"x"}]}').error).toMatch(/^tests\.0\./)
})

it('finds the case and field a server complains about', () => {
  const error = new ApiError('An invalid regex.', 422, 'invalid_checks', 'tests[3].checks[0].value')
  expect(fieldProblem(error)).toEqual({ case: 3, field: 'checks', message: 'An invalid regex.' })
  expect(fieldProblem(new ApiError('Taken.', 409, 'duplicate', 'name'))).toEqual({
    case: null,
    field: 'name',
    message: 'Taken.',
  })
})

describe('checks', () => {
  it('are read from both typed forms and keep their threshold', () => {
    const list = [{ type: 'contains', value: 'x', weight: 2 }]
    expect(checksOf(list)).toEqual({ checks: list, threshold: null })
    expect(checksOf({ threshold: 0.5, checks: list })).toEqual({ checks: list, threshold: 0.5 })
    expect(JSON.parse(withChecks(list, 0.5))).toEqual({ threshold: 0.5, checks: list })
    expect(checksOf({ threshold: 0.5, assert: list })).toEqual({ checks: list, threshold: 0.5 })
    expect(withChecks([], null)).toBe('')
  })

  it('a value fits its kind, or is refused', () => {
    const of = (type: string, text: string) => valueOf(kindOf(type)!, text)
    expect(of('contains-all', 'red, green')).toEqual(['red', 'green'])
    expect(of('max-words', '20')).toBe(20)
    expect(of('max-words', 'few')).toBeNull()
    expect(of('json-schema', '{')).toBeNull()
    expect(of('is-json', '')).toBeUndefined()
    expect(of('contains', '')).toBeNull()
  })

  it('that can compare with the reference need no value of their own', () => {
    for (const type of ['equals', 'levenshtein', 'rouge-l', 'bleu']) {
      expect(valueOf(kindOf(type)!, ''), type).toBeUndefined()
    }
  })

  it('a threshold is in the unit of its check', () => {
    const of = (type: string, text: string) => thresholdProblem(kindOf(type)!.threshold!, text)
    expect(of('levenshtein', '12')).toBeNull()
    expect(of('levenshtein', '')).toBeNull()
    expect(of('rouge-l', '12')).toBe('The threshold is from 0 to 1.')
    expect(of('latency', '')).toBe('This check needs a limit in ms.')
    expect(of('latency', '2500')).toBeNull()
  })

  it('the short form is split as the server splits it', () => {
    expect(legacyChecks('contains: Paris; be brief\nmax_words: 3')).toEqual([
      'contains: Paris',
      'max_words: 3',
    ])
    expect(legacyChecks(String.raw`contains: a\;b;regex: \d;;x`)).toEqual([
      'contains: a;b',
      String.raw`regex: \d`,
    ])
  })

  it('are told in words', () => {
    expect(describeCheck({ type: 'bleu', value: 'a b', threshold: 0.4, weight: 2, not: true })).toBe(
      'not bleu “a b” threshold 0.4 weight 2',
    )
  })
})
