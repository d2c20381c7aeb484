import { useQuery } from '@tanstack/react-query'
import { typesQuery } from '../api/queries'
import type { ConnectionType } from '../api/types'

const unknown = (type: string): ConnectionType => ({
  type,
  label: type,
  note: '',
  needs_key: false,
  key_variables: [],
  servers: [],
})

/** The kinds of model servers, and where the server of Podium finds each. */
export function useConnectionTypes() {
  const { data: types = [] } = useQuery(typesQuery)
  const typeOf = (id: string) => types.find(({ type }) => type === id) ?? unknown(id)
  return { types, typeOf }
}

/** A name nobody has yet: "Ollama", "Ollama 2", ... */
export function freeName(wanted: string, taken: string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()))
  if (!names.has(wanted.toLowerCase())) return wanted
  for (let n = 2; ; n++) if (!names.has(`${wanted} ${n}`.toLowerCase())) return `${wanted} ${n}`
}
