import { Check, Copy } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { Button } from './button'
import { toast } from './toasts'

interface Props {
  text: string | (() => string)
  label: string
  children?: ReactNode
  look?: 'ghost' | 'secondary'
}

export function CopyButton({ text, label, children, look = 'ghost' }: Props) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
      setCopied(true)
    } catch {
      toast('The browser did not allow copying.', { tone: 'bad' })
    }
  }

  return (
    <Button
      look={look}
      size={children ? 'small' : 'icon-small'}
      aria-label={label}
      title={label}
      onClick={copy}
    >
      {copied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
      {children}
    </Button>
  )
}
