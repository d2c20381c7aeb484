import { expect, it } from 'vitest'
import { loadSamples } from '@/testing/load-samples'
import { loadDetailSchema } from '../api/types'
import { cautions, verdictOf } from './findings'

const read = (more: object, stages?: ReturnType<typeof loadSamples.stage>[]) =>
  loadDetailSchema.parse(loadSamples.detail(7, more, stages))

it('names the last level before the one that was too much', () => {
  const { load, stages } = read({})
  const verdict = verdictOf(load.plan, stages, load.cars[0]!)
  expect([verdict.borne?.level_to, verdict.broke?.level_to, verdict.best?.level_to]).toEqual([2, 4, 4])
})

it('calls a level too much when too few of its requests were good', () => {
  const { load, stages } = read({}, [
    loadSamples.stage(1, 1, { good_share: 0.9 }),
    loadSamples.stage(2, 2, { good_share: 0.89 }),
  ])
  const verdict = verdictOf(load.plan, stages, load.cars[0]!)
  expect([verdict.borne?.level_to, verdict.broke?.level_to]).toEqual([1, 2])
})

it('a level in which nothing was due was neither borne nor too much', () => {
  const { load, stages } = read({}, [
    loadSamples.stage(1, 1),
    loadSamples.stage(2, 2, { due: 0, completed: 0, good: 0, good_share: null }),
  ])
  const verdict = verdictOf(load.plan, stages, load.cars[0]!)
  expect([verdict.borne?.level_to, verdict.broke]).toEqual([1, null])
})

it('goes by errors where no objective was set', () => {
  const none = { ttft_ms: null, itl_ms: null, e2e_ms: null, response_ms: null }
  const { load, stages } = read({ plan: loadSamples.plan({ slos: none }) }, [
    loadSamples.stage(1, 1, { good: null, good_share: null, good_per_s: null, error_rate: 0.5 }),
  ])
  expect(verdictOf(load.plan, stages, load.cars[0]!)).toMatchObject({ borne: null, broke: { level_to: 1 } })
})

it('says when Podium held requests back, was late, or left some unanswered', () => {
  const detail = read({ demo: true, plan: loadSamples.plan({ arrivals: 'constant' }) }, [
    loadSamples.stage(1, 8, {
      held_share: 0.83,
      gate_ms: loadSamples.spread(1200),
      lag_ms: loadSamples.spread(70),
      unfinished: 2,
      unsent: 1,
    }),
  ])
  expect(cautions(detail)).toEqual([
    expect.stringMatching(
      /Workstation of Hare lets 4 requests in at once.*83 % of them waited there, half of all at least 1.20 s/,
    ),
    expect.stringContaining('Podium itself was late'),
    expect.stringContaining('3 requests were not sent or not answered in time'),
    expect.stringContaining('Demo cars play a script'),
  ])
  expect(cautions(read({}))).toEqual([])
})
