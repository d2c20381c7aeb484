// Turns the committed OpenAPI documents (docs/openapi/*.json) into types under src/lib/openapi. Nothing there is edited by hand.
// With --check it writes nothing and fails when a file is not what it would write.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import openapi, { astToString } from 'openapi-typescript'

const documents = new URL('../../docs/openapi/', import.meta.url)
const output = new URL('../src/lib/openapi/', import.meta.url)
const checks = process.argv.includes('--check')
const stale = []
await mkdir(output, { recursive: true })
for (const name of (await readdir(documents)).filter((n) => n.endsWith('.json'))) {
  const document = JSON.parse(await readFile(new URL(name, documents), 'utf8'))
  const types = astToString(await openapi(document, { alphabetize: true }))
  const file = new URL(name.replace(/\.json$/, '.d.ts'), output)
  if (!checks) await writeFile(file, types)
  else if ((await readFile(file, 'utf8').catch(() => null)) !== types) stale.push(name)
}

if (stale.length > 0) {
  console.error(`The types of ${stale.join(', ')} are stale: npm run generate`)
  process.exitCode = 1
}
