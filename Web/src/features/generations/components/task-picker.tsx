import { FileText } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field, Textarea } from '@/components/ui/field'
import type { Options, Task } from '../api/types'
import { BaselinePage } from './baseline-page'
import { freeTask, type Setup } from '../lib/draft'

interface Props {
  options: Options
  setup: Setup
  onChange: (change: Partial<Setup>) => void
}

export function TaskPicker({ options, setup, onChange }: Props) {
  const task = options.tasks.find((t) => t.id === setup.taskId)
  return (
    <div className="flex flex-col gap-2">
      <RadioGroup.Root
        aria-label="Task"
        value={setup.taskId}
        onValueChange={(taskId) => onChange({ taskId })}
        className="flex flex-col gap-1.5"
      >
        {options.tasks
          .filter((t) => t.id !== freeTask)
          .map((t) => (
            <TaskCard key={t.id} id={t.id} title={t.title} summary={t.summary} />
          ))}
        <TaskCard id={freeTask} title="Your own prompt" summary="Ask for any page or app in one HTML file." />
      </RadioGroup.Root>
      {setup.taskId === freeTask ? (
        <Field label="Prompt" aside={`${setup.prompt.length} of ${options.limits.promptChars}`}>
          {(control) => (
            <Textarea
              {...control}
              rows={6}
              maxLength={options.limits.promptChars}
              value={setup.prompt}
              onChange={(event) => onChange({ prompt: event.target.value })}
              placeholder="A landing page for a bakery that only sells at night…"
            />
          )}
        </Field>
      ) : (
        task && <PromptReader task={task} />
      )}
    </div>
  )
}

function TaskCard({ id, title, summary }: { id: string; title: string; summary: string }) {
  return (
    <RadioGroup.Item
      value={id}
      className="group flex gap-3 rounded-md border bg-surface px-3 py-2 text-left transition-colors duration-150 hover:border-line-strong data-[state=checked]:border-signal data-[state=checked]:bg-signal-wash"
    >
      <span
        aria-hidden
        className="mt-1 size-3 shrink-0 rounded-full border border-line-strong group-data-[state=checked]:border-4 group-data-[state=checked]:border-signal"
      />
      <span className="min-w-0">
        <span className="block font-medium">{title}</span>
        {summary && <span className="block text-small text-muted">{summary}</span>}
      </span>
    </RadioGroup.Item>
  )
}

/** The prompt exactly as the models get it, and what goes with it. */
function PromptReader({ task }: { task: Task }) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button look="ghost" size="small" className="self-start">
          <FileText aria-hidden /> Read the prompt
          {task.usesBaseline ? ' and the page to redesign' : task.usesImage ? ' and see the mock-up' : ''}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={task.title}
        description={`${task.summary}${task.promptVersion ? ` Prompt version ${task.promptVersion}.` : ''}`}
        className="max-w-4xl"
      >
        <div className="flex flex-col gap-4">
          <pre className="code rounded-md border bg-sunken p-3 whitespace-pre-wrap" tabIndex={0}>
            {task.prompt ?? 'The server keeps this prompt to itself.'}
          </pre>
          {task.usesBaseline && task.baselineUrl && (
            <figure className="flex flex-col gap-1">
              <figcaption className="text-small text-muted">
                The page every model is asked to redesign
              </figcaption>
              <BaselinePage url={task.baselineUrl} />
            </figure>
          )}
          {task.usesImage && task.imageUrl && (
            <figure className="flex flex-col gap-1">
              <figcaption className="text-small text-muted">The mock-up every model is shown</figcaption>
              <img
                src={task.imageUrl}
                alt={`Mock-up for ${task.title}`}
                className="w-full rounded-md border"
              />
            </figure>
          )}
        </div>
      </DialogContent>
    </Dialog>
  )
}
