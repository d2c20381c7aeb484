import { checkKinds } from '../lib/checks'

const fields: [string, string, string][] = [
  ['name', 'text', 'The suite’s name, unique.'],
  ['category', 'text', 'What it is filed under.'],
  ['description', 'text, optional', 'For people.'],
  ['rubric', 'text, optional', 'For the judge.'],
  ['tests[].order_index', 'whole number', 'The order; given by position when it is left out.'],
  ['tests[].name', 'text', 'The case’s name.'],
  ['tests[].system_prompt', 'text, optional', 'Sent as the system message.'],
  ['tests[].user_prompt', 'text', 'What is asked.'],
  ['tests[].expected_constraints', 'text, optional', 'Short checks: contains:Paris; max_words:20'],
  [
    'tests[].checks',
    'array, optional',
    'Typed checks: {"type", "value", "weight", "threshold", "not"}; or {"threshold", "checks"} where a least score passes.',
  ],
  ['tests[].tools_schema_json', 'array, optional', 'Functions in OpenAI’s format.'],
  [
    'tests[].reference',
    'text, optional',
    'A right answer: equals, levenshtein, rouge-l and bleu without a value compare with it, and the judge sees it.',
  ],
  ['tests[].family', 'text, optional', 'Cases that vary together.'],
]

export function JsonHelp() {
  return (
    <div
      role="region"
      aria-label="Schema help"
      // It scrolls, and a keyboard can only scroll what it can reach.
      tabIndex={0}
      className="flex min-h-0 flex-col gap-4 overflow-auto rounded-lg border bg-surface p-3"
    >
      <section>
        <h2 className="font-semibold">Fields</h2>
        <dl className="mt-1 flex flex-col gap-1.5">
          {fields.map(([name, type, text]) => (
            <div key={name}>
              <dt>
                <code className="figure text-small">{name}</code>{' '}
                <span className="text-small text-faint">{type}</span>
              </dt>
              <dd className="text-muted">{text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2 className="font-semibold">Kinds of checks</h2>
        <dl className="mt-1 flex flex-col gap-1.5">
          {checkKinds.map((kind) => (
            <div key={kind.type}>
              <dt>
                <code className="figure text-small">{kind.type}</code>
              </dt>
              <dd className="text-muted">{kind.summary}.</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}
