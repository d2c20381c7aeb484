import type { DiffResult } from './diff'

export function runDiff(before: string, after: string, signal: AbortSignal): Promise<DiffResult | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./diff.worker.ts', import.meta.url), { type: 'module' })
    const stop = () => worker.terminate()
    signal.addEventListener('abort', stop, { once: true })
    worker.onmessage = ({ data }: MessageEvent<DiffResult | null>) => {
      resolve(data)
      stop()
    }
    worker.onerror = (event) => {
      reject(new Error(event.message))
      stop()
    }
    worker.postMessage({ before, after })
  })
}
