import { expect, openReport, settled, test, upload } from './nianbao.ts'

const rows = (place: string) => `编号,单位,正文,旧正文,章节
1,${place}一局,${place}全年主动公开政府信息一百条，比上年有所增加。,去年的话,proactive
2,${place}二局,${place}没有收取任何费用，也没有减免任何费用。,去年的话,收费及减免
`

test('the columns of tables are chosen in a preview, once for the same header, while other files come in', async ({ page }) => {
  await page.getByTestId('files').setInputFiles([
    upload('a.csv', rows('柳溪县')), upload('b.csv', rows('松岭市')), upload('c.csv', '标题,内容\n丙.txt,全年公开信息十二条，都已公开。\n'), upload('plain.txt', '一、概述\n全年公开信息12条。'),
  ])
  const dialog = page.getByRole('dialog', { name: '选列：a.csv' })
  await expect(dialog).toContainText('另有 1 个表的表头相同')
  await expect(dialog.getByLabel('第 3 列 正文')).toHaveValue('text')
  await expect(dialog.getByLabel('第 5 列 章节')).toHaveValue('section')
  await expect(page.locator('tbody a', { hasText: 'plain' })).toBeAttached()

  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: '等你选定怎样读入' }).first().click()
  await dialog.getByLabel('第 4 列 旧正文').selectOption('role')
  await expect(dialog).toContainText('标签表里没有：去年的话')
  await dialog.getByLabel('第 4 列 旧正文').selectOption('none')
  await dialog.getByLabel('第 2 列 单位').selectOption('report')
  await dialog.getByRole('button', { name: '导入', exact: true }).click()

  await page.getByRole('dialog', { name: '选列：c.csv' }).getByRole('button', { name: '全部用建议' }).click()
  await settled(page)
  for (const file of ['柳溪县一局', '柳溪县二局', '松岭市一局', '松岭市二局', '丙', 'plain']) await expect(page.getByRole('row', { name: file }).first()).toBeVisible()
  await openReport(page, '柳溪县二局')
  await expect(page.locator('article').first().locator('.mark')).toHaveText('收费')
})
