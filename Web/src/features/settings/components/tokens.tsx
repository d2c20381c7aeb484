import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Figure } from '@/components/measures/figure'
import { Failure, Loading, Skeleton } from '@/components/ui/states'
import { formatAgo, formatWhen } from '@/lib/format'
import { revokeToken, tokensQuery, type ApiToken } from '../api/tokens'
import { CreateToken } from './create-token'

export function Tokens() {
  const { data, error, refetch } = useQuery(tokensQuery)
  const [created, setCreated] = useState<string | null>(null)
  return (
    <div className="flex flex-col gap-3">
      {created && (
        <div
          role="status"
          className="appear flex flex-col gap-2 rounded-lg border border-signal bg-signal-wash p-3"
        >
          <p className="font-medium">This is the only time the token is shown. Copy it now.</p>
          <div className="flex items-center gap-2">
            <code className="figure min-w-0 grow rounded-md border bg-surface px-2 py-1 break-all">
              {created}
            </code>
            <CopyButton text={created} label="Copy the token" look="secondary">
              Copy
            </CopyButton>
            <Button size="small" onClick={() => setCreated(null)}>
              Done
            </Button>
          </div>
        </div>
      )}
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading label="Loading tokens">
          <Skeleton className="h-24" />
        </Loading>
      ) : data.length === 0 ? (
        <p className="rounded-lg border border-dashed px-4 py-6 text-center text-muted">No tokens yet.</p>
      ) : (
        <TokenTable tokens={data} />
      )}
      <CreateToken onCreated={setCreated}>
        <Button className="self-start">
          <Plus aria-hidden /> New token
        </Button>
      </CreateToken>
    </div>
  )
}

function TokenTable({ tokens }: { tokens: ApiToken[] }) {
  return (
    <div className="relative overflow-x-auto rounded-lg border bg-surface">
      <table className="w-full min-w-[560px] border-collapse">
        <thead>
          <tr className="border-b text-left text-small text-faint [&>th]:h-9 [&>th]:px-3 [&>th]:font-normal">
            <th scope="col">Name</th>
            <th scope="col">May</th>
            <th scope="col">Made</th>
            <th scope="col">Last used</th>
            <th scope="col">Ends</th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id} className="border-b last:border-0 [&>td]:h-9 [&>td]:px-3">
              <td className="max-w-56 truncate font-medium">{token.name}</td>
              <td>
                <span className="flex gap-1">
                  {token.scopes.map((scope) => (
                    <Badge key={scope}>{scope}</Badge>
                  ))}
                </span>
              </td>
              <td>
                <Figure value={token.createdAt} format={(v) => formatAgo(v)} reason="Not recorded." />
              </td>
              <td>
                <Figure value={token.lastUsedAt} format={(v) => formatAgo(v)} reason="Never used." />
              </td>
              <td>
                <Figure
                  value={token.expiresAt}
                  format={formatWhen}
                  reason="This token does not end by itself."
                />
              </td>
              <td className="text-right">
                <Revoke token={token} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Revoking cannot be undone, so it asks once, in place. */
function Revoke({ token }: { token: ApiToken }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  })
  if (!asking) {
    return (
      <Button look="ghost" size="small" onClick={() => setAsking(true)} aria-label={`Revoke ${token.name}`}>
        Revoke
      </Button>
    )
  }
  return (
    <span className="inline-flex gap-1">
      <Button look="danger" size="small" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
        Revoke for good
      </Button>
      <Button look="ghost" size="small" onClick={() => setAsking(false)}>
        Keep
      </Button>
    </span>
  )
}
