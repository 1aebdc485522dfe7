// Finds a Chromium for the end-to-end tests, or installs one: the variable CHROMIUM_PATH, Playwright's own, the system's
// Chromium or Chrome, else Playwright's download, else the system's package manager. Run by itself it prints the path.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { argv, env, platform, stderr } from 'node:process'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
const places = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].map((folder) => `${env[folder]}\\Google\\Chrome\\Application\\chrome.exe`),
}

export function findBrowser() {
  return [env.CHROMIUM_PATH, chromium.executablePath(), ...onPath(), ...(places[platform] ?? [])].find((path) => path && existsSync(path))
}

function onPath() {
  const found = platform === 'win32' ? [] : names.map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout?.trim())
  return found.filter(Boolean)
}

/** Tries each way to install a browser until one is there. */
function installBrowser() {
  const ways = [['npx', ['--no-install', 'playwright', 'install', 'chromium']]]
  if (platform === 'linux') ways.push(['sh', ['-c', 'apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk']])
  for (const [command, args] of ways) {
    stderr.write(`No browser found: ${command} ${args.join(' ')}\n`)
    spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], shell: platform === 'win32' })
    const path = findBrowser()
    if (path) return path
  }
  throw new Error('No Chromium or Chrome was found and none could be installed. Install one, or set CHROMIUM_PATH to one.')
}

export const browser = () => findBrowser() ?? installBrowser()

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const path = browser()
  console.log(`${path}: ${execFileSync(path, ['--version'], { encoding: 'utf8' }).trim()}`)
}
