import { z } from 'zod'

/** What the server said, in words for a person: what happened, and what to do. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code: string | null = null,
    readonly field: string | null = null,
    readonly hint: string | null = null,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

/** Either a sentence, or a list of fields with what is wrong with each. */
const detailSchema = z.union([
  z.string(),
  z
    .array(z.object({ msg: z.string(), loc: z.array(z.union([z.string(), z.number()])).optional() }))
    .transform((issues) =>
      issues
        .slice(0, 5)
        .map(({ msg, loc }) => {
          const field = loc?.filter((part) => part !== 'body').join('.')
          return field ? `${field}: ${msg}` : msg
        })
        .join(' · '),
    ),
])

const problemSchema = z
  .object({
    title: z.string(),
    detail: detailSchema,
    code: z.string(),
    field: z.string(),
    hint: z.string(),
    error: z.string(),
  })
  .partial()

/** Problem details (RFC 9457) or anything else a proxy in between may answer. */
export async function readError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  const problem = problemSchema.safeParse(body)
  if (!problem.success) return new ApiError(`The server answered ${response.status}.`, response.status)
  const { detail, error, title, code, field, hint } = problem.data
  const message = detail ?? error ?? title ?? `The server answered ${response.status}.`
  return new ApiError(message, response.status, code ?? null, field ?? null, hint ?? null)
}

export const unreachable = () =>
  new ApiError(
    'Podium cannot be reached.',
    0,
    'unreachable',
    null,
    'Check that the server runs, then try again.',
  )

export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, init).catch((error: unknown) => {
    throw isAbort(error) ? error : unreachable()
  })
  if (!response.ok) throw await readError(response)
  return response
}

export async function getJson<T extends z.ZodType>(
  path: string,
  schema: T,
  signal?: AbortSignal,
): Promise<z.output<T>> {
  return parse(schema, await (await call(path, { signal })).json())
}

export async function sendJson<T extends z.ZodType>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  schema: T,
  headers: Record<string, string> = {},
): Promise<z.output<T>> {
  const init: RequestInit = { method, headers }
  if (body !== undefined) {
    init.headers = { ...headers, 'Content-Type': 'application/json' }
    init.body = JSON.stringify(body)
  }
  const response = await call(path, init)
  const text = await response.text()
  return parse(schema, text === '' ? null : (JSON.parse(text) as unknown))
}

function parse<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new ApiError(`The server's answer has an unexpected shape at “${where}”.`, 502, 'unexpected_shape')
}

export const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

/** Builds a query string from what is set. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const set = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([k, v]) => [k, String(v)])).toString()}`
}
