import { expect, openReport, settled, test, upload } from './nianbao.ts'

const line = (text: string, ...label: (string | [number, number, string])[]) => JSON.stringify({ text, label })

test('labels of another tool are mapped onto ours in a preview, with proposals; those that are left out leave the text', async ({ page }) => {
  await page.getByTestId('files').setInputFiles([
    upload('spans.jsonl', [line('目录更新不及时，解读材料偏少。', [0, 7, 'Problem'], [8, 14, 'Quality']), line('柳溪县教育局全年没有收费。', [0, 6, '机构名'])].join('\n')),
    upload('plain.txt', '一、概述\n全年公开信息12条。'),
  ])
  const dialog = page.getByRole('dialog', { name: '标签对应：spans.jsonl' })
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Problem' })).toContainText('1 处')
  await expect(dialog.getByLabel('Problem')).toHaveValue('tag ISSUE')
  await expect(dialog.getByLabel('机构名')).toHaveValue('')
  await expect(dialog).toContainText('对应 1 种，略去 2 种')
  await dialog.getByLabel('Quality').selectOption({ label: '改进' })
  await expect(page.locator('tbody a', { hasText: 'plain' })).toBeAttached()
  await dialog.getByRole('button', { name: '导入', exact: true }).click()
  await settled(page)
  await openReport(page, /spans/)
  await page.locator('article', { hasText: '目录更新不及时' }).click()
  // Beside the tags of the file the model may find some of its own.
  const tags = page.getByRole('complementary', { name: '详情' }).locator('.spans li').filter({ hasText: '导入' })
  await expect(tags.filter({ hasText: '目录更新不及时' })).toContainText('问题')
  await expect(tags.filter({ hasText: '解读材料偏少' })).toContainText('改进')
})
