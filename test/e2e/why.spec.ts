import type { Page } from 'playwright/test'
import { bring, expect, openReport, paragraph, test, upload } from './nianbao.ts'

const text = ['测试市2022年政府信息公开工作年度报告', '2022年，我局落实各项规定。', '公开内容不够全面，存在问题。', '项目\t件数\t比例', '收到申请\t3\t60', '办结\t2\t40', '2023年1月20日'].join('\n')

const why = (page: Page) => page.getByRole('region', { name: '为什么' })
/** The words drawn in the text under a highlight. */
const marked = (page: Page, name: string) => page.evaluate((paint) => [...(CSS.highlights.get(paint) ?? [])].map((range) =>
  range.startContainer.textContent?.slice(range.startOffset, range.endOffset)), name)

test('the words that decide a label are told and underlined, for whatever paragraph is in focus, until it is closed', async ({ page }) => {
  await bring(page, [upload('a.txt', text)])
  await openReport(page, /测试市/)
  await paragraph(page, 3).click()
  await page.keyboard.press('y')
  const words = why(page).getByRole('list', { name: /^支持/ })
  await expect(why(page).getByRole('status')).toContainText('盖住下面的词')
  await expect(words).toContainText(/不够|存在|问题/)
  await expect(words).toContainText('−0.')
  expect(await marked(page, 'why-for')).toEqual(expect.arrayContaining([(await words.getByRole('listitem').first().textContent())?.split(/[\s×]/)[0]]))

  // Another field is explained from what was computed.
  await why(page).getByRole('button', { name: '内容' }).click()
  await expect(why(page)).toContainText(/模型判为“(有实质|套话|不适用)/)
  await why(page).getByRole('button', { name: '段落标签' }).click()

  // A person's label: the model's own is explained.
  await page.keyboard.press('2')
  await expect(why(page)).toContainText('由人所定；这里解释的是模型自己的判断')
  await page.keyboard.press('z')

  // It goes along with the focus; what structure decides has no words.
  await paragraph(page, 5).click()
  await expect(why(page)).toContainText('按结构而定')
  expect(await marked(page, 'why-for')).toEqual([])
  await paragraph(page, 1).click()
  await expect(why(page).getByRole('status')).toContainText(/盖住/)
  await paragraph(page, 3).click()
  await expect(words).toBeVisible()

  await page.keyboard.press('y')
  await expect(words).toHaveCount(0)
  expect(await marked(page, 'why-for')).toEqual([])
  await expect(why(page)).toContainText('看哪些词定了标签')
})

test('the palette opens the explanation, also while the details are folded away', async ({ page }) => {
  await bring(page, [upload('a.txt', text)])
  await openReport(page, /测试市/)
  await paragraph(page, 3).click()
  await page.keyboard.press('d')
  await expect(why(page)).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('为什么')
  await page.keyboard.press('Enter')
  await expect(why(page)).toContainText('模型判为')
})
