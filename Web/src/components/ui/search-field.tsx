import { Search } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { cx } from '@/lib/class-names'
import { Input } from './field'

interface Props {
  label: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  className?: string
}

const quietMs = 200
const mostAwaited = 20

/**
 * A search that goes to the address once the typing rests, and at once by Enter or on leaving. The address answers late and one step at a time, so
 * what this field sent itself is never typed back into it: only what somebody else set (a view, Back, "Clear") is.
 */
export function SearchField({ label, placeholder = label, value, onChange, className }: Props) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const [awaited, setAwaited] = useState<string[]>([])
  if (value !== seen) {
    setSeen(value)
    const at = awaited.indexOf(value)
    setAwaited(at < 0 ? [] : awaited.slice(at + 1))
    if (at < 0) setText(value)
  }

  function send() {
    if (text === (awaited.at(-1) ?? value)) return
    setAwaited([...awaited, text].slice(-mostAwaited))
    onChange(text)
  }
  const settle = useEffectEvent(send)
  useEffect(() => {
    const timer = setTimeout(() => settle(), quietMs)
    return () => clearTimeout(timer)
  }, [text])

  return (
    <span className={cx('relative', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        className="pl-8"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={send}
        onKeyDown={(event) => event.key === 'Enter' && send()}
      />
    </span>
  )
}
