// Fails the build when the script of the first page (entry, its static imports and the Studio route) outgrows its budget.
import { readFile, stat } from 'node:fs/promises'

const budgetBytes = 250 * 1024
const manifest = JSON.parse(await readFile('dist/.vite/manifest.json', 'utf8'))
const firstPage = new Set()

function visit(key) {
  if (firstPage.has(key)) return
  firstPage.add(key)
  for (const next of manifest[key].imports ?? []) visit(next)
}

for (const key of Object.keys(manifest)) {
  if (manifest[key].isEntry || key.endsWith('routes/studio.tsx')) visit(key)
}

let total = 0
for (const key of firstPage) {
  const file = `dist/${manifest[key].file}`
  if (!file.endsWith('.js')) continue
  total += await stat(`${file}.gz`).then(
    (s) => s.size,
    async () => (await stat(file)).size,
  )
}

const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`
process.stdout.write(`first page: ${kb(total)} of script (gzip), budget ${kb(budgetBytes)}\n`)
if (total > budgetBytes) process.exitCode = 1
