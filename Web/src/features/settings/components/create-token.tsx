import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Failure } from '@/components/ui/states'
import { createToken, scopes, type Scope } from '../api/tokens'

const meanings: Record<Scope, string> = {
  read: 'See pages, numbers and prices',
  write: 'Generate, add and delete pages of one’s own',
  admin: 'Everything, for everyone',
}
const day = 86_400_000

export function CreateToken({
  onCreated,
  children,
}: {
  onCreated: (token: string) => void
  children: ReactNode
}) {
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<Scope[]>(['read'])
  const [days, setDays] = useState('90')
  const create = useMutation({
    mutationFn: () =>
      createToken({
        name: name.trim(),
        scopes: chosen,
        expiresAt: days === '' ? null : new Date(Date.now() + Number(days) * day).toISOString(),
      }),
    onSuccess: async ({ token }) => {
      onCreated(token)
      setOpen(false)
      setName('')
      await client.invalidateQueries({ queryKey: ['tokens'] })
    },
  })

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent title="New token" className="max-w-md">
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            create.mutate()
          }}
        >
          <Field label="Name" hint="What will use it">
            {(control) => (
              <Input
                {...control}
                required
                maxLength={80}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1 font-medium">It may</legend>
            {scopes.map((scope) => (
              <label key={scope} className="flex items-center gap-2">
                <Checkbox
                  checked={chosen.includes(scope)}
                  onCheckedChange={(on) =>
                    setChosen(on === true ? [...chosen, scope] : chosen.filter((other) => other !== scope))
                  }
                />
                <span className="w-12 font-medium">{scope}</span>
                <span className="text-muted">{meanings[scope]}</span>
              </label>
            ))}
          </fieldset>
          <Field label="Ends">
            {(control) => (
              <Select {...control} value={days} onChange={(event) => setDays(event.target.value)}>
                <option value="30">in 30 days</option>
                <option value="90">in 90 days</option>
                <option value="365">in a year</option>
                <option value="">never</option>
              </Select>
            )}
          </Field>
          {create.error && <Failure error={create.error} />}
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button>Close</Button>
            </DialogClose>
            <Button
              type="submit"
              look="primary"
              disabled={create.isPending || name.trim() === '' || chosen.length === 0}
            >
              Make token
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  )
}
