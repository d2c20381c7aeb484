import { act, screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { colourSlot } from '@/lib/model-colour'
import { samples } from '@/testing/samples'
import { server } from '@/testing/server'
import { visit } from '@/testing/render'

function keep(...labels: string[]) {
  const asked: URLSearchParams[] = []
  const items = labels.map((label, i) => samples.artifact(`p${i}`, { label }))
  server.use(
    http.get('/api/artifacts/facets', () =>
      HttpResponse.json({ vendors: [{ value: 'openai', count: 2 }], models: [], providers: [], tasks: [] }),
    ),
    http.get('/api/artifacts/search', ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return HttpResponse.json({ items, nextCursor: null })
    }),
    http.get('/api/artifacts/:id', ({ params }) => {
      const found = items.find((item) => item.id === params.id)
      return found
        ? HttpResponse.json(found)
        : HttpResponse.json({ detail: 'This page does not exist.', code: 'not_found' }, { status: 404 })
    }),
  )
  return asked
}

describe('the gallery', () => {
  it('keeps its filters in the address and asks the server by them', async () => {
    const asked = keep('One')
    const { user, router } = visit('/gallery?task=html_redesign')
    await screen.findByRole('link', { name: 'One' })
    expect(asked.at(-1)?.get('task')).toBe('html_redesign')
    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'Vendor' }),
      await screen.findByRole('option', { name: 'openai (2)' }),
    )
    await waitFor(() => expect(asked.at(-1)?.get('vendor')).toBe('openai'))
    expect(router.state.location.search).toMatchObject({ vendor: 'openai', task: 'html_redesign' })
  })

  it('keeps filters under a name and goes back to them', async () => {
    keep('One')
    const { user, router } = visit('/gallery?vendor=openai&sort=cheapest&pick=p0')
    await user.click(await screen.findByRole('button', { name: 'Saved views' }))
    await user.type(screen.getByRole('textbox', { name: 'Name of this view' }), 'Cheap{Enter}')
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    await waitFor(() => expect(router.state.location.search).not.toHaveProperty('vendor'))
    await user.click(screen.getByRole('button', { name: 'Saved views' }))
    await user.click(await screen.findByRole('button', { name: 'Cheap' }))
    await waitFor(() => expect(router.state.location.search).toEqual({ vendor: 'openai', sort: 'cheapest' }))
    await user.click(screen.getByRole('button', { name: 'Saved views' }))
    await user.click(await screen.findByRole('button', { name: 'Forget Cheap' }))
    expect(screen.queryByRole('button', { name: 'Cheap' })).toBeNull()
    expect(localStorage.getItem('podium.views.gallery')).toBe('[]')
  })

  it('gives models met here colours of their own', async () => {
    const models = Array.from({ length: 8 }, (_, i) => `maker/model-${i}`)
    keep(...models)
    visit('/gallery')
    await screen.findByRole('link', { name: models[7]! })
    expect(new Set(models.map(colourSlot)).size).toBe(8)
  })

  it('walks by j and k and opens by Enter', async () => {
    keep('One', 'Two', 'Three')
    const { user, router } = visit('/gallery')
    await screen.findByRole('link', { name: 'Three' })
    await user.keyboard('jjjk{Enter}')
    await waitFor(() => expect(router.state.location.pathname).toBe('/a/p1'))
  })

  it('leads from a selection to a comparison', async () => {
    keep('One', 'Two', 'Three')
    const { user } = visit('/gallery')
    await user.click(await screen.findByRole('checkbox', { name: 'Select One' }))
    await user.click(screen.getByRole('checkbox', { name: 'Select Three' }))
    expect(await screen.findByRole('link', { name: 'Compare' })).toHaveAttribute(
      'href',
      expect.stringContaining('p0'),
    )
    expect(screen.getByRole('link', { name: 'Export' })).toHaveAttribute(
      'href',
      '/api/artifacts/export?ids=p0%2Cp2',
    )
  })

  it('tells an empty gallery from filters that fit nothing', async () => {
    keep()
    const { router } = visit('/gallery')
    expect(await screen.findByText('No pages yet')).toBeInTheDocument()
    await act(() => router.navigate({ to: '/gallery', search: { q: 'zzz' } }))
    expect(await screen.findByText('No page fits these filters')).toBeInTheDocument()
  })

  it('never puts a page on the wall unsandboxed: without a thumbnail there is a drawing', async () => {
    keep('One')
    const { container } = visit('/gallery')
    await screen.findByRole('link', { name: 'One' })
    expect(container.querySelector('iframe')).toBeNull()
  })
})

describe('a page of the gallery', () => {
  it('shows its numbers with units, and a dash with a reason for what is unknown', async () => {
    keep('One')
    visit('/a/p0')
    expect(await screen.findByText('412 ms')).toBeInTheDocument()
    expect(screen.getByText('$0.0133')).toBeInTheDocument()
    expect(screen.getByTitle('The provider did not report it.')).toHaveTextContent('–')
  })

  it('reaches the network only when asked to', async () => {
    keep('One')
    const { user } = visit('/a/p0')
    const frame = await screen.findByTitle('Page by One')
    expect(frame).toHaveAttribute('src', '/preview/p0')
    await user.click(screen.getByRole('switch', { name: /network/i }))
    expect(frame).toHaveAttribute('src', '/preview/p0?network=1')
    expect(frame).toHaveAttribute('sandbox', 'allow-scripts')
  })

  it('can be deleted, and the deletion undone', async () => {
    keep('One')
    const calls: string[] = []
    server.use(
      http.delete('/api/artifacts/p0', () => {
        calls.push('delete')
        return new HttpResponse(null, { status: 204 })
      }),
      http.post('/api/artifacts/p0/restore', () => {
        calls.push('restore')
        return HttpResponse.json(samples.artifact('p0'))
      }),
    )
    const { user } = visit('/a/p0')
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(calls).toEqual(['delete', 'restore']))
  })

  it('that does not exist says so', async () => {
    keep()
    visit('/a/nowhere')
    expect(await screen.findByText('This page does not exist.')).toBeInTheDocument()
  })
})

describe('comparing', () => {
  it('shows pages side by side and marks the best numbers', async () => {
    keep('One', 'Two')
    server.use(
      http.get('/api/artifacts/p1', () =>
        HttpResponse.json(samples.artifact('p1', { label: 'Two', bytes: 100 })),
      ),
    )
    visit('/compare?ids=p0,p1')
    expect(await screen.findByTitle('Page by One')).toHaveAttribute('sandbox', 'allow-scripts')
    expect(screen.getByTitle('Page by Two')).toHaveAttribute('sandbox', 'allow-scripts')
    expect(screen.getByText('100 B').closest('td')).toContainElement(screen.getAllByLabelText('best').at(-1)!)
  })

  it('asks for two pages when it has fewer', async () => {
    visit('/compare?ids=p0')
    expect(await screen.findByText('Pick two to four pages')).toBeInTheDocument()
  })
})
