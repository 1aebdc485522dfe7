import { onMount } from 'svelte'

/** Tells when a component has been drawn for the first time: what nobody waits for is made after that. To be made where a component is. */
export class FirstPicture {
  #isDrawn = $state(false)

  constructor() {
    onMount(() => {
      let timer: ReturnType<typeof setTimeout>
      const frame = requestAnimationFrame(() => {
        timer = setTimeout(() => { this.#isDrawn = true })
      })
      return () => {
        cancelAnimationFrame(frame)
        clearTimeout(timer)
      }
    })
  }

  get isDrawn(): boolean {
    return this.#isDrawn
  }
}
