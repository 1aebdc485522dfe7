/** The part of the text that is on the screen, as shares of its whole height. */
export interface Shown {
  readonly top: number
  readonly height: number
}

/**
 * Tells which part of the text is on the screen, at every frame of scrolling. It is no state of the page: whatever restyles or
 * changes an element, Chromium goes over every highlight of the document, and paints its text anew.
 */
export class View {
  readonly #followers = new Set<(shown: Shown) => void>()
  #shown: Shown = { top: 0, height: 0 }

  show(shown: Shown): void {
    this.#shown = shown
    for (const follow of this.#followers) follow(shown)
  }

  /** Tells now and at every change, until the function that it gives back is called. */
  follow(follower: (shown: Shown) => void): () => void {
    this.#followers.add(follower)
    follower(this.#shown)
    return () => this.#followers.delete(follower)
  }
}
