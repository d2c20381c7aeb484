// Adds up what ./test left in its results folder and prints the last line. A room without a single test counts as a failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []

const read = (name) => readFileSync(join(folder, name), 'utf8')
const unescape = (text) => text.replace(/&(?:(quot|apos|lt|gt|amp)|#x([0-9a-f]+));/gi, (_, name, hex) => hex ? String.fromCodePoint(parseInt(hex, 16)) : { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' }[name])

// What a machine that is gone said is all there is to go by: the reason stands beside the name.
const reason = (message = '') => message.split('\n').slice(0, 30).map((line) => `\n    ${line.slice(0, 400).trimEnd()}`).join('')

function add(room, passed, failed, skipped, names) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  failures.push(...names.map((name) => `${room}: ${name}`))
  if (passed + failed + skipped === 0) {
    total.failed += 1
    failures.push(`${room}: no test ran`)
  }
}

// <UnitTestResult ... testName="..." outcome="Failed" ...> <Output> <ErrorInfo> <Message>...</Message> <StackTrace>...
function addTrx(room) {
  const trx = read(`${room}.trx`)
  const results = trx.split(/(?=<UnitTestResult\b)/).slice(1).map((part) => {
    const tag = /^[^>]*>/.exec(part)[0]
    const error = /<ErrorInfo>\s*<Message>([\s\S]*?)<\/Message>(?:\s*<StackTrace>([\s\S]*?)<\/StackTrace>)?/.exec(part)
    return {
      name: unescape(/testName="([^"]*)"/.exec(tag)?.[1] ?? '?'),
      outcome: /outcome="([^"]*)"/.exec(tag)?.[1],
      reason: error ? reason(unescape(error[1])) + reason(unescape(error[2] ?? '').split('\n').slice(0, 4).join('\n')) : '',
    }
  })
  const failed = results.filter((r) => r.outcome !== 'Passed' && r.outcome !== 'NotExecuted')
  const passed = results.filter((r) => r.outcome === 'Passed').length
  const skipped = results.length - passed - failed.length
  // A crashed test process leaves no failed test behind, only a run that did not complete.
  if (failed.length === 0 && !/<ResultSummary outcome="Completed"/.test(trx)) failed.push({ name: 'the test run was cut off', reason: '' })
  add(room, passed, failed.length, skipped, failed.map((r) => r.name + r.reason))
}

function addVitest(name) {
  const result = JSON.parse(read(name))
  const tests = result.testResults.flatMap((file) => file.assertionResults)
  const broken = result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = tests.filter((t) => t.status === 'failed')
  const passed = tests.filter((t) => t.status === 'passed').length
  const names = [...failed.map((t) => t.fullName + reason(t.failureMessages?.join('\n'))), ...broken.map((file) => file.name)]
  add('Web', passed, names.length, tests.length - passed - failed.length, names)
}

for (const name of readdirSync(folder).sort()) {
  const room = name.replace(/\.[^.]+$/, '')
  if (name.endsWith('.expected')) {
    if (existsSync(join(folder, `${room}.trx`))) addTrx(room)
    else add(room, 0, 0, 0, [])
  } else if (name.endsWith('.wanted')) {
    if (existsSync(join(folder, `${room}.json`))) addVitest(`${room}.json`)
    else add(room, 0, 0, 0, [])
  } else if (name.endsWith('.step')) {
    const passed = read(name).trim() === 'passed'
    add(room, passed ? 1 : 0, passed ? 0 : 1, 0, passed ? [] : ['see above'])
  }
}

for (const failure of failures) console.log(`FAILED ${failure}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
