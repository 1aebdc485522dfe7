import { defineConfig } from 'playwright/test'

const port = process.env['PORT'] ?? '4199'

/**
 * Firefox instead of Chromium: BROWSER=firefox. FIREFOX_PATH names a stock Firefox (143 or newer), which is driven through WebDriver
 * BiDi; without it Playwright's own build is used. No test is left out in either, but
 * for layout shifts, which Chromium alone tells of.
 */
const isFirefox = process.env['BROWSER'] === 'firefox'
const path = process.env[isFirefox ? 'FIREFOX_PATH' : 'CHROMIUM_PATH']
const chromiumArgs = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** End-to-end tests against the built app, as `npm start` serves it. */
export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // Labelling takes every core: two tests at once would only wait for each other.
  workers: 1,
  reporter: [['list'], ['json']],
  use: {
    baseURL: `http://localhost:${port}/`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    browserName: isFirefox ? 'firefox' : 'chromium',
    ...(isFirefox && path && { channel: 'moz-firefox' }),
    launchOptions: { ...(path && { executablePath: path }), args: isFirefox ? [] : chromiumArgs },
  },
  webServer: {
    command: `npx --no-install vite preview --strictPort --port ${port}`,
    cwd: '..',
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
})
