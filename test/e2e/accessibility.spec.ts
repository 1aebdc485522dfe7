import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright/test'
import { zh } from '../../src/ui/texts/zh.ts'
import { focusFaults } from './focus.ts'
import { expect, test } from './nianbao.ts'
import { throughScreens } from './screens.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds on the page: the rule and the elements, one a line. */
async function axeFaults(page: Page, rules: readonly string[] | null): Promise<string[]> {
  const violations = await page.evaluate(async ({ tags, rules }) => {
    const { axe } = window as Window & { axe?: { run(context: Document, options: object): Promise<AxeResults> } }
    const results = await axe?.run(document, {
      runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags },
      resultTypes: ['violations'],
      // Switched off until asked for.
      ...(!rules && { rules: { 'target-size': { enabled: true } } }),
    })
    return results?.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 160)}`) })) ?? [{ id: 'axe did not run', nodes: [''] }]
  }, { tags, rules })
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node}`))
}

test('axe finds nothing on any screen, in either theme, and whatever takes the focus shows it', async ({ page }) => {
  test.setTimeout(600_000)
  await page.evaluate(source)
  // A colour on its way to another is none of the theme's.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await throughScreens(page, zh, async (screen) => {
    const found = [...await axeFaults(page, null), ...await focusFaults(page)]
    await page.emulateMedia({ colorScheme: 'dark' })
    found.push(...(await axeFaults(page, ['color-contrast', 'link-in-text-block'])).map((fault) => `dark ${fault}`))
    await page.emulateMedia({ colorScheme: 'light' })
    expect.soft(found, screen).toEqual([])
  })
})
