import type { z } from 'zod'
import type { components as Edge } from './openapi/edge'
import type { components as Eval } from './openapi/eval'
import type { components as Generation } from './openapi/generation'

/** What the server's documents (docs/openapi) say, by name. */
export type Contract = Edge['schemas'] & Eval['schemas'] & Generation['schemas']

/**
 * A schema for what the document says is sent. The site reads forgivingly (unknown is null, and never an error), so a renamed field would go
 * unnoticed: here it fails the type check, as does a field that is sent in another shape than the schema takes.
 */
export const reads =
  <Sent>() =>
  <S extends z.ZodType>(schema: S & Fits<Sent, z.input<S>>): S =>
    schema

type Fits<Sent, Read> = [Sent] extends [Read]
  ? [Absent<Sent, Read>] extends [never]
    ? unknown
    : { neverSent: Absent<Sent, Read> }
  : { sentOtherwise: Sent }

/** The names that are read and never sent, at any depth. */
type Absent<Sent, Read> =
  NonNullable<Read> extends readonly (infer ReadItem)[]
    ? NonNullable<Sent> extends readonly (infer SentItem)[]
      ? Absent<SentItem, ReadItem>
      : never
    : NonNullable<Read> extends object
      ? AbsentField<NonNullable<Sent>, NonNullable<Read>>
      : never

type AbsentField<Sent, Read> = string extends keyof Read
  ? never
  : { [K in keyof Read]-?: K extends keyof Sent ? Absent<Sent[K], Read[K]> : K }[keyof Read]
