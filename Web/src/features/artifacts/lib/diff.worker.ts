import { diffLines } from './diff'

// A diff of two large pages takes seconds: it must not take them from the page that shows it.
self.onmessage = ({ data }: MessageEvent<{ before: string; after: string }>) => {
  self.postMessage(diffLines(data.before, data.after))
}
