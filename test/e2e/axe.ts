import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright/test'

export const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds on the page, by all its rules or by some: the rule and the elements, one a line. The page has evaluated `axeSource` before. */
export async function axeFaults(page: Page, rules: readonly string[] | null = null): Promise<string[]> {
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
