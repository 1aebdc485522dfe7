// Runs one of the TypeScript steps of this folder on plain Node: node models/training/run.mjs STEP [ARGUMENT…]
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const [step, ...args] = process.argv.slice(2)
if (!step) throw new Error('usage: node models/training/run.mjs STEP [ARGUMENT…]')
const file = fileURLToPath(new URL(`${step}.ts`, import.meta.url))
const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' })
process.exitCode = await module.main(args)
