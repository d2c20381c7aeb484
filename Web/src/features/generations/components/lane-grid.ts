/** Where lanes stand: a grid with room for one to six; on a phone a row to swipe through. */
export const laneGrid = [
  'min-h-0 grow max-md:flex max-md:snap-x max-md:snap-mandatory max-md:overflow-x-auto max-md:overflow-y-hidden',
  'md:grid md:auto-rows-[minmax(440px,1fr)] md:grid-cols-[repeat(auto-fit,minmax(min(100%,316px),1fr))] md:gap-3 md:overflow-auto md:p-3',
].join(' ')
