import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defaultClientConditions, type Plugin } from 'vite'
import { defineConfig, type ViteUserConfig as UserConfig } from 'vitest/config'

const root = dirname(fileURLToPath(import.meta.url))
const runtime = dirname(createRequire(join(root, 'node_modules/@xenova/transformers/package.json')).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'))

/** Where the runtime lies in the site. With its version in it the address always means the same file, which browsers may keep. */
const runtimePath = `ort/${(JSON.parse(readFileSync(join(runtime, '../package.json'), 'utf8')) as { version: string }).version}/`

/** What pdf.js fetches when a file needs it: the character maps of Chinese fonts that a PDF only names, and the standard fonts. */
const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/** Folders that are served, and put into the build, beside the app: the model, the WebAssembly runtime that computes it, the data of pdf.js. */
function served(): Record<string, string> {
  const files: Record<string, string> = {}
  for (const name of ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm', 'ort-wasm-simd-threaded.jspi.mjs', 'ort-wasm-simd-threaded.jspi.wasm'])
    files[runtimePath + name] = join(runtime, name)
  for (const model of readdirSync(join(root, 'models')).filter((name) => existsSync(join(root, 'models', name, 'config.json'))))
    for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'linear.safetensors', 'onnx/encoder.onnx', 'onnx/document.onnx'])
      files[`models/${model}/${name}`] = join(root, 'models', model, name)
  for (const folder of ['cmaps', 'standard_fonts'])
    for (const name of readdirSync(join(pdfjs, folder))) files[`pdfjs/${folder}/${name}`] = join(pdfjs, folder, name)
  return files
}

const types: Record<string, string> = { '.json': 'application/json', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.onnx': 'application/octet-stream', '.safetensors': 'application/octet-stream' }

/** A header as public/_headers has it, for hosts that read that file. */
function header(name: string): string {
  return new RegExp(`${name}: (.+)`).exec(readFileSync(join(root, 'public/_headers'), 'utf8'))?.[1] ?? ''
}

/**
 * For files whose address changes with what is in them. Chromium keeps the machine code of WebAssembly with the file, and may throw
 * it away when it has asked the server whether the file is still the same.
 */
const forGood = header('Cache-Control')

/** Vite itself would answer a missing model file with the page, and leave these folders out of the build. */
const servedFiles = (): Plugin => ({
  name: 'served-files',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = request.url?.split('?')[0]?.replace(/^\//, '') ?? ''
      if (!/^(?:ort|models|pdfjs)\//.test(path)) return next()
      const file = served()[path]
      if (!file) {
        response.statusCode = 404
        return response.end()
      }
      response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream')
      response.setHeader('Content-Length', statSync(file).size)
      createReadStream(file).pipe(response)
    })
  },
  configurePreviewServer(server) {
    server.middlewares.use((request, response, next) => {
      if (/^\/(?:assets|ort)\//.test(request.url ?? '')) response.setHeader('Cache-Control', forGood)
      next()
    })
  },
  generateBundle() {
    for (const [fileName, file] of Object.entries(served())) this.emitFile({ type: 'asset', fileName, source: readFileSync(file) })
  },
})

/** sax asks for Node's streams only to offer one of its own, which is not used here; without this Vite warns at every build. */
const withoutStreams = (): Plugin => ({
  name: 'without-streams',
  enforce: 'pre',
  resolveId: (id) => (id === 'stream' ? '\0without-streams' : null),
  load: (id) => (id === '\0without-streams' ? 'export {}' : null),
})

/** What the page may load and talk to: its own origin alone. Hosts that read public/_headers send it; the page says it too. */
const policy = header('Content-Security-Policy')
const contentPolicy = (): Plugin => ({
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: () => [{
    tag: 'meta',
    attrs: { 'http-equiv': 'Content-Security-Policy', content: policy.replace(/; frame-ancestors[^;]*/, '') },
    injectTo: 'head-prepend',
  }],
})

/** The page. */
const site: UserConfig = {
  base: './',
  appType: 'mpa',
  plugins: [svelte({ configFile: false }), servedFiles(), contentPolicy()],
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  define: { 'import.meta.env.RUNTIME': JSON.stringify(runtimePath) },
  worker: { format: 'es', plugins: () => [withoutStreams()] },
  optimizeDeps: { exclude: ['@xenova/transformers', 'onnxruntime-web', 'jieba-wasm', 'pdfjs-dist'] },
  build: { target: 'es2022', outDir: 'dist/site' },
  preview: { headers: { 'Content-Security-Policy': policy } },
}

/** The command line, bundled for Node; its libraries stay in node_modules. */
const commandLine: UserConfig = {
  logLevel: 'error',
  publicDir: false,
  build: { outDir: 'dist/cli', emptyOutDir: false, target: 'node20', rollupOptions: { output: { entryFileNames: 'nianbao.js', chunkFileNames: 'parts/[name].js' } } },
}

/** What needs no page runs in Node as it is; state and screens run in a DOM, as the browser's build of Svelte. */
const tests: UserConfig['test'] = {
  projects: [
    { test: { name: 'node', include: ['test/**/*.test.ts'], exclude: ['test/state/**', 'test/ui/**'], testTimeout: 60_000 } },
    {
      plugins: [svelte({ configFile: false })],
      resolve: { conditions: ['browser'] },
      test: { name: 'dom', include: ['test/{state,ui}/**/*.test.ts'], environment: 'happy-dom', testTimeout: 60_000 },
    },
  ],
}

export default defineConfig(({ isSsrBuild }) => (isSsrBuild ? commandLine : { ...site, test: tests }))
