// Some registries lack the builds of a native package for other systems. npm install then leaves them out of the lock file, and npm ci
// refuses the gap, everywhere. Run this after npm install: it enters them by name and version, each bound to its system.
import { readFileSync, writeFileSync } from 'node:fs'

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'aix',
]
const processors = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'riscv64',
  'ppc64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
]

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))

// "@tailwindcss/oxide-linux-arm64-musl" -> os linux, cpu arm64, libc musl
function entry(name, version) {
  const words = name.split(/[-/]/)
  const os = words.filter((word) => systems.includes(word))
  const cpu = words.filter((word) => processors.includes(word))
  const libc = words.includes('musl')
    ? ['musl']
    : words.includes('gnu') && os.includes('linux')
      ? ['glibc']
      : undefined
  if (os.length + cpu.length === 0) throw new Error(`${name} names no system`)
  return {
    version,
    optional: true,
    ...(cpu.length > 0 && { cpu }),
    ...(os.length > 0 && { os }),
    ...(libc && { libc }),
  }
}

let added = 0
for (const { optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (
      /^\d/.test(version) &&
      !Object.keys(lock.packages).some((known) => known.endsWith(`node_modules/${name}`))
    ) {
      lock.packages[`node_modules/${name}`] = entry(name, version)
      added += 1
    }
  }
}

const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
console.log(`${added} added`)
