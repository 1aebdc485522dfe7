/** Answers on the channel `memory` with the bytes of all WebAssembly memories made after it was loaded. */
const made: WebAssembly.Memory[] = []
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor)
    made.push(this)
  }
}

const channel = new BroadcastChannel('memory')
channel.onmessage = () => channel.postMessage(made.reduce((sum, { buffer }) => sum + buffer.byteLength, 0))
