/** Ids of runs and suites are whole numbers; anything else in the address is no page. */
export function wholeId(text: string): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
