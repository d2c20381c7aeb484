import { useQuery } from '@tanstack/react-query'
import { call } from '@/lib/http'

/** The page every redesign starts from. The server hands it out as text or as a preview; either way it runs nothing here. */
export function BaselinePage({ url }: { url: string }) {
  const isPreview = url.startsWith('/preview/')
  const { data } = useQuery({
    queryKey: ['baseline', url],
    queryFn: async ({ signal }) => (await call(url, { signal })).text(),
    enabled: !isPreview,
    staleTime: Infinity,
  })
  return (
    <iframe
      title="Baseline page"
      sandbox=""
      {...(isPreview ? { src: url } : { srcDoc: data ?? '' })}
      className="h-96 w-full rounded-md border bg-white"
    />
  )
}
