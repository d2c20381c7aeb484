import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { forgetRaces } from '@/features/runs/lib/race-store'
import { forgetColours } from '@/lib/model-colour'
import { forgetViews } from '@/lib/saved-views'
import { server } from './server'

// What jsdom lacks and the site asks of every browser.
class StillObserver implements ResizeObserver {
  constructor(private readonly callback: ResizeObserverCallback) {}
  observe(target: Element): void {
    const contentRect = { width: 1200, height: 800 } as DOMRectReadOnly
    this.callback([{ target, contentRect } as ResizeObserverEntry], this)
  }
  unobserve(): void {}
  disconnect(): void {}
}

// The first visit of a page loads its code, which takes a while on a busy machine.
configure({ asyncUtilTimeout: 6_000 })

globalThis.ResizeObserver = StillObserver
Object.defineProperties(Element.prototype, {
  clientHeight: { get: () => 800 },
  clientWidth: { get: () => 1200 },
})
Element.prototype.scrollIntoView = () => {}
Element.prototype.hasPointerCapture = () => false
window.scrollTo = () => {}
window.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
  }) as unknown as MediaQueryList

// A request no test expected is a defect of the test or of the site.
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  forgetColours()
  forgetViews()
  forgetRaces()
})
afterEach(() => {
  cleanup()
  server.resetHandlers()
})
afterAll(() => server.close())
