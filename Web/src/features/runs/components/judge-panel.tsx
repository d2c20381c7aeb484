import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Gavel, RotateCcw, Square } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Segments } from '@/components/ui/segments'
import { Select } from '@/components/ui/select'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { toast } from '@/components/ui/toasts'
import { formatUsd } from '@/lib/format'
import { isJudging, type Judging, type JudgingMode } from '../api/judgings'
import { cancelJudging, judgeRun, judgingsQuery, runQuery } from '../api/queries'
import type { Run } from '../api/types'
import { carsOf } from '../lib/cars'
import { JudgeScores } from './judge-scores'
import { NotRefreshed } from './not-refreshed'
import { PairTable } from './pair-table'

export interface JudgeChoice {
  id: number
  name: string
  model: string
}

interface Props {
  run: Run
  judges: JudgeChoice[]
  ready: boolean
}

/** A model reads every answer and scores it, or compares them two by two; it goes on by itself. */
export function JudgePanel({ run, judges, ready }: Props) {
  const client = useQueryClient()
  const detail = useQuery(runQuery(run.id))
  const judgings = useQuery(judgingsQuery(run.id))
  const [chosen, setChosen] = useState<number | null>(run.judge_car_id_nullable)
  const [mode, setMode] = useState<JudgingMode>('score')
  const judge = judges.find((car) => car.id === chosen) ?? judges[0]
  const newest = judgings.data?.items[0]
  const active = newest !== undefined && isJudging(newest)
  const settled = newest && !active ? newest.judging_id : null
  // Scores are read anew once a judging is over, and so are the scorecards they are part of.
  useEffect(() => {
    if (settled === null) return
    void client.invalidateQueries({ queryKey: ['runs', run.id, 'detail'] })
    void client.invalidateQueries({ queryKey: ['runs', run.id, 'scorecard'] })
  }, [client, run.id, settled])

  const ask = useMutation({
    mutationFn: (all: boolean) => judgeRun(run.id, judge?.id ?? null, mode, all),
    onSettled: () => client.invalidateQueries({ queryKey: ['runs', run.id, 'judgings'] }),
  })
  const self = judge && carsOf(run).some((car) => car.id === judge.id || car.model === judge.model)
  const scoring = judgings.data?.items.find((judging) => judging.mode === 'score' && judging.scored_items > 0)
  const judged =
    mode === 'score' ? scoring !== undefined : judgings.data?.items.some((judging) => judging.mode === mode)
  const mayAsk = ready && judge !== undefined && !active && !ask.isPending

  return (
    <div className="flex flex-col gap-6">
      <div className="flex max-w-3xl flex-wrap items-end gap-3">
        <Field label="Judge" className="min-w-56 grow">
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={judge?.id ?? ''}
              onChange={(event) => setChosen(Number(event.target.value))}
            >
              {judges.map((car) => (
                <option key={car.id} value={car.id}>
                  {car.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Segments
          label="How it judges"
          value={mode}
          onChange={setMode}
          options={[
            { value: 'score', label: 'Scores' },
            { value: 'pairwise', label: 'Two by two' },
          ]}
        />
        <Button look="primary" disabled={!mayAsk} onClick={() => ask.mutate(false)}>
          <Gavel aria-hidden /> {judged && mode === 'score' ? 'Judge what is missing' : 'Judge'}
        </Button>
        {judged && (
          <Button
            disabled={!mayAsk}
            title="Also what this judge has judged already"
            onClick={() => ask.mutate(true)}
          >
            <RotateCcw aria-hidden /> Judge all again
          </Button>
        )}
      </div>
      {self && (
        <p className="text-signal-text">
          This model raced too. Models favour their own answers, so its scores will be marked.
        </p>
      )}
      {!ready && <p className="text-muted">The judge comes after the race.</p>}
      {ask.error && <Failure error={ask.error} />}
      {judgings.error && <NotRefreshed error={judgings.error} onRetry={() => void judgings.refetch()} />}
      {newest && <Progress runId={run.id} judging={newest} />}
      {newest?.mode === 'pairwise' && !active && <PairTable run={run} judgingId={newest.judging_id} />}
      {!detail.data && detail.error ? (
        <Failure error={detail.error} onRetry={() => void detail.refetch()} />
      ) : !detail.data ? (
        <Loading label="Loading the scores">
          <Skeleton className="h-40" />
        </Loading>
      ) : (
        <JudgeScores run={run} results={detail.data.judge_results} judging={scoring} />
      )}
    </div>
  )
}

function Progress({ runId, judging }: { runId: number; judging: Judging }) {
  const client = useQueryClient()
  const active = isJudging(judging)
  const cancel = useMutation({
    mutationFn: () => cancelJudging(runId, judging.judging_id),
    onError: (error) => toast(error.message, { tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['runs', runId, 'judgings'] }),
  })
  const parts = [
    `${active ? 'Judging' : judging.state === 'CANCELLED' ? 'Ended early' : 'Judged'}: ${judging.scored_items} of ${judging.total_items}`,
    `by ${judging.judge_car_name}`,
    judging.parse_failures > 0 && `${judging.parse_failures} could not be read and are in no mean`,
    judging.call_failures > 0 && `${judging.call_failures} calls failed`,
    judging.cost_usd !== null && formatUsd(judging.cost_usd),
  ]
  const share = judging.total_items > 0 ? judging.scored_items / judging.total_items : 0
  return (
    <div className="flex max-w-3xl flex-col gap-1.5">
      <div className="flex items-center gap-2">
        <p role="status" className="mr-auto text-muted">
          {parts.filter(Boolean).join(' · ')}
        </p>
        {active && (
          <Button size="small" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            <Square aria-hidden className="fill-current" /> Cancel
          </Button>
        )}
      </div>
      {active && (
        <span aria-hidden className="block h-1.5 rounded-full bg-line">
          <span className="block h-1.5 rounded-full bg-signal" style={{ width: `${share * 100}%` }} />
        </span>
      )}
      {judging.error && <p className="text-bad">{judging.error}</p>}
      {judging.warnings.map((warning) => (
        <p key={warning} className="text-signal-text">
          {warning}
        </p>
      ))}
    </div>
  )
}
