// Writes .gz and .br beside every text asset of the build, so that the server never compresses a static file.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const text = /\.(js|css|html|svg|json)$/
for (const entry of await readdir('dist', { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !text.test(entry.name)) continue
  const path = `${entry.parentPath}/${entry.name}`
  const bytes = await readFile(path)
  if (bytes.length < 512) continue
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  await writeFile(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  )
}
