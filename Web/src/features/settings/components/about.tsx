import { Mark } from '@/components/mark'

export function About() {
  return (
    <div className="flex items-start gap-4 rounded-lg border bg-surface p-4">
      <span className="text-signal-text">
        <Mark size={40} />
      </span>
      <div className="flex flex-col gap-1">
        <p className="text-pretty">
          Podium builds the same page with any model, live, and keeps what came of it: the page, its price and
          its clock.
        </p>
        <p className="flex flex-wrap gap-x-4 text-muted">
          <a className="text-signal-text underline underline-offset-4" href="/docs">
            API reference
          </a>
          <span>MIT licence</span>
        </p>
      </div>
    </div>
  )
}
