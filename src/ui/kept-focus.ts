/** Gives the keys to what is read on the screen: the text where one is open, the middle of the screen elsewhere. */
export function enterScreen(): void {
  const target = document.querySelector<HTMLElement>('.pane') ?? document.querySelector<HTMLElement>('main, [role=main]')
  if (target) focusOn(target)
}

/** Where what has the focus is taken off the screen or can no longer be used, the keys go to the part that held it instead of nowhere. Returns what ends this. */
export function keepFocus(): () => void {
  let holders: readonly Element[] = []

  const remember = ({ target }: FocusEvent): void => {
    const found: Element[] = []
    for (let element = target instanceof Element ? target : null; element; element = element.parentElement) found.push(element)
    holders = found
  }

  const observer = new MutationObserver(() => {
    const [last] = holders
    if (!last || (document.activeElement !== document.body && document.activeElement !== last) || (last.isConnected && !last.matches(':disabled'))) return
    const holder = holders.find((element) => element !== last && element.isConnected && element.matches('dialog, section, aside, form'))
    holders = []
    if (holder instanceof HTMLElement) focusOn(holder)
    else enterScreen()
  })
  document.addEventListener('focusin', remember)
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => {
    document.removeEventListener('focusin', remember)
    observer.disconnect()
  }
}

function focusOn(element: HTMLElement): void {
  if (!element.hasAttribute('tabindex')) element.tabIndex = -1
  element.focus({ preventScroll: true })
}
