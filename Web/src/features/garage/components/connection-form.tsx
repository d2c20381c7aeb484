import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Failure } from '@/components/ui/states'
import { ApiError } from '@/lib/http'
import { checkQuery, createConnection, updateConnection } from '../api/queries'
import type { Connection, ConnectionBody } from '../api/types'
import { freeName, useConnectionTypes } from '../lib/presets'

export interface ConnectionStart {
  type?: string
  name?: string
  baseUrl?: string
}

interface Props {
  connection?: Connection
  start?: ConnectionStart
  names: string[]
  onClose: () => void
}

const formId = 'connection-form'

export function ConnectionForm({ connection, start = {}, names, onClose }: Props) {
  const client = useQueryClient()
  const variablesId = useId()
  const { types, typeOf } = useConnectionTypes()
  const first = typeOf(start.type ?? 'OLLAMA')
  const [name, setName] = useState(
    connection?.name ?? freeName(start.name ?? first.servers[0]?.name ?? first.label, names),
  )
  const [type, setType] = useState(connection?.type ?? first.type)
  const [baseUrl, setBaseUrl] = useState(
    connection?.base_url ?? start.baseUrl ?? first.servers[0]?.base_url ?? '',
  )
  const [key, setKey] = useState('')
  const [forgetKey, setForgetKey] = useState(false)
  const [variable, setVariable] = useState(connection?.api_key_env_var ?? '')
  const chosen = typeOf(type)

  const save = useMutation({
    mutationFn: () => {
      const body: ConnectionBody = { name: name.trim(), type, base_url: baseUrl.trim() }
      if (key) body.api_key = key
      if (forgetKey) body.clear_api_key = true
      if (variable.trim() || connection?.api_key_env_var) body.api_key_env_var = variable.trim() || null
      return connection ? updateConnection(connection.id, body) : createConnection(body)
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['connections'] })
      // The answer is shown on the card; a server that is down is a finding there, not a failure here.
      void client.prefetchQuery(checkQuery(saved.id))
      onClose()
    },
  })
  const fieldError = (field: string) =>
    save.error instanceof ApiError && save.error.field === field ? save.error.message : null
  const known = ['name', 'base_url', 'api_key', 'api_key_env_var'].some(fieldError)

  function pickType(next: string) {
    const before = typeOf(type).servers.map((server) => server.base_url)
    setType(next)
    if (baseUrl === '' || before.includes(baseUrl)) setBaseUrl(typeOf(next).servers[0]?.base_url ?? '')
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={connection ? `Edit ${connection.name}` : 'New connection'}
        description={chosen.note}
        className="max-w-lg"
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              look="primary"
              type="submit"
              form={formId}
              disabled={save.isPending || name.trim() === ''}
            >
              {connection ? 'Save and test' : 'Add and test'}
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate()
          }}
        >
          {save.error && !known && <Failure error={save.error} />}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Kind">
              {(control) => (
                <Select
                  {...control}
                  className="w-full"
                  value={type}
                  onChange={(event) => pickType(event.target.value)}
                >
                  {types.map((option) => (
                    <option key={option.type} value={option.type}>
                      {option.label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Name" error={fieldError('name')}>
              {(control) => (
                <Input
                  {...control}
                  value={name}
                  maxLength={200}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
          </div>
          {type !== 'DEMO' && (
            <>
              <Field label="Address" hint="With or without /v1 at its end." error={fieldError('base_url')}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="url"
                    placeholder="http://localhost:11434"
                    value={baseUrl}
                    onChange={(event) => setBaseUrl(event.target.value)}
                  />
                )}
              </Field>
              <Field
                label="API key"
                hint={
                  connection?.has_stored_api_key
                    ? 'One is stored. Leave this empty to keep it.'
                    : chosen.needs_key
                      ? 'Stored encrypted, and never shown again.'
                      : 'Only if the server asks for one. Stored encrypted.'
                }
                error={fieldError('api_key')}
              >
                {(control) => (
                  <Input
                    {...control}
                    type="password"
                    autoComplete="new-password"
                    value={key}
                    disabled={forgetKey}
                    onChange={(event) => setKey(event.target.value)}
                  />
                )}
              </Field>
              {connection?.has_stored_api_key && (
                <label className="flex items-center gap-2">
                  <Checkbox
                    checked={forgetKey}
                    onCheckedChange={(checked) => setForgetKey(checked === true)}
                  />
                  Forget the stored key
                </label>
              )}
              <Field
                label="Or the server’s environment variable"
                hint={
                  chosen.key_variables.length > 0
                    ? `Set on this server: ${chosen.key_variables.join(', ')}. A stored key comes first.`
                    : 'Only names the operator has allowed are read. A stored key comes first.'
                }
                error={fieldError('api_key_env_var')}
              >
                {(control) => (
                  <>
                    <Input
                      {...control}
                      list={variablesId}
                      placeholder={chosen.key_variables[0] ?? 'OPENAI_API_KEY'}
                      value={variable}
                      onChange={(event) => setVariable(event.target.value)}
                    />
                    <datalist id={variablesId}>
                      {chosen.key_variables.map((name) => (
                        <option key={name} value={name} />
                      ))}
                    </datalist>
                  </>
                )}
              </Field>
            </>
          )}
        </form>
      </DialogContent>
    </Dialog>
  )
}
