import { notFound } from '@tanstack/react-router'

/** Ids of runs and suites are whole numbers; anything else in the address is no page. */
export function wholeId(text: string): number {
  const id = Number(text)
  if (!Number.isSafeInteger(id) || id <= 0) throw notFound()
  return id
}
