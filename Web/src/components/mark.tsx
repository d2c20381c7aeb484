/** The three-step podium, one stroke weight. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M2.5 20.5v-7h6.4v-9h6.2v6h6.4v10z" />
      <path d="M8.9 13.5v7M15.1 10.5v10" />
    </svg>
  )
}
