/** The page's worker, which also tells how much WebAssembly memory it has: the browser's own account of a page leaves that out. */
import './memory-probe.ts'
import '../../src/worker/worker.ts'
