/** Something on the screen that can be pressed or chosen. */
export interface OnScreen {
  readonly name: string
  run(): void
}

/**
 * What the screen offers beside commands: buttons, links drawn as buttons, boxes to tick, and each choice of a list. What has a key on it
 * is a command already, and what shows the text of a report is a heading or a report. What a narrow window hides is there all the same.
 */
export function offeredOnScreen(): OnScreen[] {
  const pressed = [...document.querySelectorAll<HTMLElement>('button:enabled, a.btn, summary')].filter((each) => !each.querySelector('kbd, [lang]'))
    .map((each) => ({ name: nameOf(each), run: () => each.click() }))
  const ticked = [...document.querySelectorAll<HTMLInputElement>('input:is([type=checkbox], [type=radio]):enabled')]
    .filter((each) => !each.closest('tbody') && each.labels?.length).map((each) => ({ name: nameOf(each), run: () => each.click() }))
  const chosen = [...document.querySelectorAll('select:enabled')].filter((each): each is HTMLSelectElement => each instanceof HTMLSelectElement)
    .flatMap((list) => [...list.options].filter((option) => !option.selected).map((option) => ({ name: `${nameOf(list)}: ${textOf(option)}`, run: () => choose(list, option) })))
  return [...pressed, ...ticked, ...chosen].filter(({ name }) => name.length > 1)
}

function choose(list: HTMLSelectElement, { value }: HTMLOptionElement): void {
  list.value = value
  list.dispatchEvent(new Event('change', { bubbles: true }))
}

/** What it is called to those who do not see it. */
function nameOf(element: HTMLElement): string {
  const label = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0] : undefined
  return element.getAttribute('aria-label') ?? textOf(label ?? element)
}

/** The text of an element without that of lists within it. */
function textOf(element: Element): string {
  const texts = [...element.childNodes].map((node) => (node instanceof Element ? (node.matches('select, kbd') ? '' : textOf(node)) : node.nodeType === Node.TEXT_NODE ? node.nodeValue ?? '' : ''))
  return texts.join('').replace(/\s+/g, ' ').trim()
}
