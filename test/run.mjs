// The whole test run: types, unit tests, the build, end-to-end tests against the build; then one line `N passed, N failed`.
// Arguments go to Playwright: npm test -- --grep import
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, env, exit, platform } from 'node:process'
import { browser } from './browser.mjs'

const reports = mkdtempSync(join(tmpdir(), 'nianbao-tests-'))

/** Runs a tool of this project; true when it ends well. */
function run(tool, args, extra = {}) {
  const { status, error } = spawnSync('npx', ['--no-install', tool, ...args], { stdio: 'inherit', env: { ...env, ...extra }, shell: platform === 'win32' })
  if (error) throw error
  return status === 0
}

const freePort = () => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject)
  server.listen(0, () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  })
})

const read = (file) => JSON.parse(readFileSync(join(reports, file), 'utf8'))

if (!run('svelte-check', ['--tsconfig', './tsconfig.json']) || !run('tsc', ['-p', 'src/core']) || !run('vite', ['build', '--ssr', 'src/cli.ts'])) {
  console.log('0 passed, 1 failed')
  exit(1)
}
run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'unit.json')}`])
const unit = read('unit.json')
const built = run('vite', ['build', '--logLevel', 'warn'])
let endToEnd = { expected: 0, flaky: 0, unexpected: 1 }
if (built) {
  run('playwright', ['test', '--config', 'test/playwright.config.ts', ...argv.slice(2)], {
    CHROMIUM_PATH: browser(), PORT: String(await freePort()), PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'e2e.json'),
  })
  endToEnd = read('e2e.json').stats
}
const failed = unit.numFailedTests + (unit.numTotalTestSuites && !unit.success && unit.numFailedTests === 0 ? 1 : 0) + endToEnd.unexpected
console.log(`${unit.numPassedTests + endToEnd.expected + endToEnd.flaky} passed, ${failed} failed`)
exit(failed > 0 ? 1 : 0)
