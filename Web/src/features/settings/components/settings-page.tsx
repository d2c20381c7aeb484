import type { ReactNode } from 'react'
import { About } from './about'
import { ThemeSection } from './theme-section'
import { Tokens } from './tokens'

export function SettingsPage({ prices }: { prices: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-10 p-4 pb-16 md:p-8">
      <h1 className="text-title font-semibold">Settings</h1>
      <Section title="Theme" note="Kept in this browser.">
        <ThemeSection />
      </Section>
      <Section title="API tokens" note="For scripts and other machines. Send one as a Bearer token.">
        <Tokens />
      </Section>
      <Section title="Prices" note="US dollars per million tokens, as used for every cost shown here.">
        {prices}
      </Section>
      <Section title="About">
        <About />
      </Section>
    </div>
  )
}

function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div>
        <h2 className="font-semibold">{title}</h2>
        {note && <p className="text-muted">{note}</p>}
      </div>
      {children}
    </section>
  )
}
