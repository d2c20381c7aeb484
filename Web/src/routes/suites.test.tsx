import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import { raceSamples } from '@/testing/race-samples'
import { visit } from '@/testing/render'
import { server } from '@/testing/server'

function shelf(saved: unknown[] = []) {
  server.use(
    http.get('/api/suites', () =>
      HttpResponse.json([raceSamples.suite(1, 'Manners'), raceSamples.suite(2, 'Sums')]),
    ),
    http.get('/api/suites/1', () => HttpResponse.json(raceSamples.suite(1, 'Manners'))),
    http.put('/api/suites/1', async ({ request }) => {
      const body = (await request.json()) as object
      saved.push(body)
      return HttpResponse.json(raceSamples.suite(1, 'Manners', { ...body, version: 4 }))
    }),
  )
  return saved
}

/** A server that has heard, and has not answered yet. */
function heldBack(method: 'put' | 'post', path: string, saved: unknown[]) {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  server.use(
    http[method](
      path,
      async ({ request }) => {
        const body = (await request.json()) as object
        saved.push(body)
        await released
        return HttpResponse.json(raceSamples.suite(1, 'Manners', { ...body, version: 4 }))
      },
      { once: true },
    ),
  )
  return { release: () => release() }
}

it('lists suites, finds one, and undoes a deletion', async () => {
  const calls: string[] = []
  shelf()
  server.use(
    http.delete('/api/suites/2', () => {
      calls.push('delete')
      return HttpResponse.json({ status: 'deleted' })
    }),
    http.post('/api/suites/2/restore', () => {
      calls.push('restore')
      return HttpResponse.json({})
    }),
  )
  const { user } = visit('/suites')
  await user.type(await screen.findByRole('searchbox', { name: 'Find a suite' }), 'sum')
  await waitFor(() => expect(screen.queryByText('Manners')).toBeNull())
  await user.click(await screen.findByRole('button', { name: 'Delete Sums' }))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(calls).toEqual(['delete', 'restore']))
})

it('the list stays when it cannot be read again', async () => {
  shelf()
  const { client } = visit('/suites')
  expect(await screen.findByText('Manners')).toBeInTheDocument()
  server.use(http.get('/api/suites', () => new HttpResponse(null, { status: 503 })))
  await act(() => client.refetchQueries({ queryKey: ['suites'] }))
  expect(await screen.findByRole('alert')).toBeInTheDocument()
  expect(screen.getByText('Manners')).toBeInTheDocument()
})

it('a check is added as a chip, tried on a pasted answer, and saved as a version', async () => {
  const saved = shelf()
  const tried: unknown[] = []
  server.use(
    http.post('/api/suites/check', async ({ request }) => {
      tried.push(await request.json())
      return HttpResponse.json({
        total: 1,
        passed: 0,
        score: 0,
        pass: false,
        results: [{ type: 'max-words', expected: '2', passed: false, score: 0, detail: 'It has 3 words.' }],
      })
    }),
  )
  const { user } = visit('/suites/1?case=2')
  const sheet = await screen.findByRole('dialog', { name: 'Case 2 of 2' })
  await user.selectOptions(within(sheet).getByLabelText('Kind of check'), 'max-words')
  await user.type(within(sheet).getByLabelText('Value of the check'), '2{Enter}')
  expect(within(sheet).getByText('max-words “2”')).toBeInTheDocument()
  await user.type(within(sheet).getByLabelText('Try the checks'), 'one two three')
  expect(await within(sheet).findByText('It has 3 words.')).toBeInTheDocument()
  expect(tried.at(-1)).toMatchObject({ checks: [{ type: 'max-words', value: 2 }] })
  await user.keyboard('{Escape}')
  await user.click(await screen.findByRole('button', { name: 'Save a version' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]).toMatchObject({
    name: 'Manners',
    tests: [
      { name: 'Greeting', expected_constraints: 'contains: hello' },
      { name: 'Farewell', checks: [{ type: 'max-words', value: 2 }] },
    ],
  })
  expect(await screen.findByText('Saved as version 4.')).toBeInTheDocument()
})

it('checks against the reference are added without a value, and tried with all that they may look at', async () => {
  const saved = shelf()
  const tried: object[] = []
  server.use(
    http.post('/api/suites/check', async ({ request }) => {
      tried.push((await request.json()) as object)
      return HttpResponse.json({ total: 0, passed: 0, score: null, pass: null, results: [] })
    }),
  )
  const { user } = visit('/suites/1?case=2')
  const sheet = within(await screen.findByRole('dialog', { name: 'Case 2 of 2' }))
  await user.selectOptions(sheet.getByLabelText('Kind of check'), 'levenshtein')
  expect(sheet.getByLabelText('Threshold')).toHaveAttribute('placeholder', 'edits: 5')
  await user.type(sheet.getByLabelText('Threshold'), '12')
  await user.click(sheet.getByRole('button', { name: 'Add' }))
  expect(sheet.getByText('levenshtein threshold 12')).toBeInTheDocument()
  await user.type(sheet.getByLabelText('Least score'), '0.8')
  await user.type(sheet.getByLabelText('Reference answer'), 'Bye.')
  await user.click(sheet.getByText('With tool calls, times and cost'))
  fireEvent.change(sheet.getByLabelText('Tool calls made'), { target: { value: '[{"name":' } })
  expect(sheet.getByText('This is not JSON.')).toBeInTheDocument()
  fireEvent.change(sheet.getByLabelText('Tool calls made'), { target: { value: '[{"name":"calculator"}]' } })
  await user.type(sheet.getByLabelText('Latency, ms'), '900')
  await user.type(sheet.getByLabelText('Cost, US dollars'), '0.002')
  const checks = { threshold: 0.8, checks: [{ type: 'levenshtein', threshold: 12 }] }
  await waitFor(() =>
    expect(tried.at(-1)).toEqual({
      expected_constraints: null,
      checks,
      output: '',
      prompt: 'The prompt of Farewell.',
      reference: 'Bye.',
      tool_calls: [{ name: 'calculator' }],
      latency_ms: 900,
      cost_usd: 0.002,
    }),
  )
  await user.keyboard('{Escape}')
  await user.click(await screen.findByRole('button', { name: 'Save a version' }))
  await waitFor(() => expect(saved[0]).toMatchObject({ tests: [{}, { checks, reference: 'Bye.' }] }))
})

it('the help says what a reference is for', async () => {
  shelf()
  visit('/suites/1?tab=json')
  const help = await screen.findByRole('region', { name: 'Schema help' })
  expect(help).toHaveTextContent(/equals, levenshtein, rouge-l and bleu without a value compare with it/)
})

it('what is typed while a version is saved is not saved yet', async () => {
  const saved = shelf()
  const { user } = visit('/suites/1')
  const description = await screen.findByLabelText('Description')
  const hold = heldBack('put', '/api/suites/1', saved)
  await user.type(description, 'one')
  await user.click(screen.getByRole('button', { name: 'Save a version' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  await user.type(description, ' two')
  hold.release()
  expect(await screen.findByText('Saved as version 4.')).toBeInTheDocument()
  expect(description).toHaveValue('one two')
  await user.click(screen.getByRole('button', { name: 'Save a version' }))
  await waitFor(() => expect(saved[1]).toMatchObject({ description: 'one two' }))
})

it('what is typed while a new suite is created comes along to its address', async () => {
  const saved: unknown[] = []
  const { user, router } = visit('/suites/new')
  await user.type(await screen.findByLabelText('Name'), 'Manners')
  await user.click(screen.getByRole('button', { name: /^Open case 1/ }))
  await user.type(await screen.findByLabelText('Prompt'), 'Say please.')
  await user.keyboard('{Escape}')
  const hold = heldBack('post', '/api/suites', saved)
  await user.click(await screen.findByRole('button', { name: 'Create the suite' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  await user.type(screen.getByLabelText('Description'), 'half')
  shelf(saved)
  hold.release()
  await waitFor(() => expect(router.state.location.pathname).toBe('/suites/1'))
  expect(screen.getByLabelText('Description')).toHaveValue('half')
  await user.click(screen.getByRole('button', { name: 'Save a version' }))
  await waitFor(() => expect(saved[1]).toMatchObject({ name: 'Manners', description: 'half' }))
  await act(() => router.navigate({ to: '/suites/$id', params: { id: 'new' } }))
  await waitFor(() => expect(screen.getByLabelText('Name')).toHaveValue(''))
})

it('JSON that is not applied yet outlives a look at another tab, and is saved with the suite', async () => {
  const saved = shelf()
  const { user } = visit('/suites/1?tab=json')
  const text = await screen.findByLabelText<HTMLTextAreaElement>('The suite as JSON')
  fireEvent.change(text, { target: { value: text.value.replace('Greeting', 'Hello') } })
  await user.click(screen.getByRole('tab', { name: /Cases/ }))
  await user.click(screen.getByRole('tab', { name: 'JSON' }))
  expect(screen.getByLabelText<HTMLTextAreaElement>('The suite as JSON').value).toContain('Hello')
  await user.click(screen.getByRole('button', { name: 'Save a version' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]).toMatchObject({ tests: [{ name: 'Hello' }, { name: 'Farewell' }] })
})

it('JSON that would take back changes made beside it is not saved without asking', async () => {
  const saved = shelf()
  const { user } = visit('/suites/1?tab=json')
  const text = await screen.findByLabelText<HTMLTextAreaElement>('The suite as JSON')
  fireEvent.change(text, { target: { value: text.value.replace('Greeting', 'Hello') } })
  await user.type(screen.getByLabelText('Description'), 'x')
  expect(screen.getByText(/Applying it takes those changes back/)).toBeInTheDocument()
  await user.click(screen.getByRole('tab', { name: /Cases/ }))
  await user.click(screen.getByRole('button', { name: 'Save a version' }))
  expect(await screen.findByText(/was changed beside this text/)).toBeInTheDocument()
  expect(saved).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Discard' }))
  expect(screen.getByLabelText<HTMLTextAreaElement>('The suite as JSON').value).toContain('Greeting')
  expect(screen.getByRole('button', { name: 'Save a version' })).toBeDisabled()
})

it('an old version is looked at, taken into the editor and saved as the newest', async () => {
  const saved = shelf()
  const asked: (string | null)[] = []
  server.use(
    http.get('/api/suites/1/versions', () =>
      HttpResponse.json([
        {
          id: 13,
          version: 3,
          sha256: 'c',
          created_by: 'owner',
          created_at: null,
          tests_total: 2,
          is_current: true,
        },
        {
          id: 11,
          version: 1,
          sha256: 'a',
          created_by: 'owner',
          created_at: null,
          tests_total: 1,
          is_current: false,
        },
      ]),
    ),
    http.get('/api/suites/1', ({ request }) => {
      const version = new URL(request.url).searchParams.get('version')
      asked.push(version)
      return HttpResponse.json(
        version === '1'
          ? raceSamples.suite(1, 'Manners', { version: 1, tests: [raceSamples.test(9, 'The first of all')] })
          : raceSamples.suite(1, 'Manners'),
      )
    }),
  )
  const { user } = visit('/suites/1?tab=versions')
  expect(await screen.findByRole('link', { name: 'Its runs' })).toHaveAttribute('href', '/runs?suite=1')
  await user.type(screen.getByLabelText('Description'), 'x')
  await user.click(screen.getByRole('button', { name: 'Look at version 1' }))
  const sheet = await screen.findByRole('dialog', { name: 'Version 1' })
  expect(await within(sheet).findByText('The first of all')).toBeInTheDocument()
  await user.click(within(sheet).getByRole('button', { name: 'Edit from here' }))
  expect(saved).toEqual([])
  await user.click(await screen.findByRole('button', { name: 'Replace' }))
  expect(await screen.findByLabelText('Name of case 1')).toHaveValue('The first of all')
  await user.click(screen.getByRole('button', { name: 'Save a version' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]).toMatchObject({ description: null, tests: [{ name: 'The first of all' }] })
  expect(asked).toContain('1')
})

it('what the server refuses is said with its reason', async () => {
  shelf()
  server.use(
    http.put('/api/suites/1', () =>
      HttpResponse.json(
        {
          detail: [{ loc: ['body', 'tests', 0, 'expected_constraints'], msg: 'This regex cannot be read.' }],
          code: 'invalid_checks',
          field: 'tests[0].expected_constraints',
        },
        { status: 422 },
      ),
    ),
  )
  const { user } = visit('/suites/1')
  await user.type(await screen.findByLabelText('Description'), 'x')
  await user.click(screen.getByRole('button', { name: 'Save a version' }))
  expect(await screen.findByText(/This regex cannot be read/)).toBeInTheDocument()
})

it('a new suite is not sent before it is whole, and its JSON tab refuses what is no suite', async () => {
  const { user } = visit('/suites/new')
  await user.click(await screen.findByRole('button', { name: 'Create the suite' }))
  expect(await screen.findByText('A suite needs a name.')).toBeInTheDocument()
  await user.keyboard('{Escape}')
  await user.click(await screen.findByRole('tab', { name: 'JSON' }))
  const text = await screen.findByLabelText('The suite as JSON')
  await user.clear(text)
  await user.type(text, '[[')
  await user.click(screen.getByRole('button', { name: 'Apply' }))
  expect(await screen.findByText(/This is not JSON/)).toBeInTheDocument()
})
