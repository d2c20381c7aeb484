// Turns the committed OpenAPI documents (docs/openapi/*.json) into types under src/lib/openapi. Nothing there is edited by hand.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import openapi, { astToString } from 'openapi-typescript'

const documents = new URL('../../docs/openapi/', import.meta.url)
const output = new URL('../src/lib/openapi/', import.meta.url)
await mkdir(output, { recursive: true })
for (const name of (await readdir(documents)).filter((n) => n.endsWith('.json'))) {
  const document = JSON.parse(await readFile(new URL(name, documents), 'utf8'))
  const ast = await openapi(document, { alphabetize: true })
  await writeFile(new URL(name.replace(/\.json$/, '.d.ts'), output), astToString(ast))
}
