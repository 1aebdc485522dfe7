/** The words for every problem, in the person's language: what is wrong, and what to do. */
import type { BrokenLine, FileFormat, Problem, ProblemCode } from './result.ts'

export type Language = 'zh' | 'en'

type Words = { readonly [Code in ProblemCode]: (problem: Extract<Problem, { code: Code }>) => string }

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`

const formatZh: Record<FileFormat, string> = {
  image: '这是一张图片，不是文字。请先做文字识别，再导入识别出的文字',
  pdf: '这是 PDF 文件。请打开它，全选复制，再用“粘贴文字”导入',
  word: '这是 Word 文件。请另存为“纯文本 (.txt)”后再导入',
  zip: '这是压缩包或 Office 文件。请解压或另存为 .txt 后再导入',
  archive: '这是压缩包。请解压后再导入',
  html: '这是网页源文件。请在浏览器中打开它，全选复制，再用“粘贴文字”导入',
  json: '这是 JSON 文件，但不是 Label Studio 的任务列表。请导入它的 JSON 导出，或标签 .jsonl 文件',
  rtf: '这是 RTF 文件。请另存为“纯文本 (.txt)”后再导入',
}

const brokenZh: Record<BrokenLine, string> = {
  'not-json': '不是完整的 JSON',
  'not-object': '不是 {…} 形式的一条记录',
  'no-doc': '缺少报告名 doc',
  'bad-offsets': 'start、end 不是有效的位置',
  'text-differs': 'text 的长度与 start、end 不符',
  overlaps: '与前面的段落重叠或次序颠倒',
  'bad-span': '有一处标记（spans）不在本段之内',
  'no-text': '缺少正文 text',
  'bad-columns': '应有至少两列：词与标签',
}

const groupsZh = { agency: '个机关', year: '个年份', report: '份报告', section: '份报告' }

const zh: Words = {
  'empty-file': () => '文件是空的（0 字节）。请检查它是否下载完整',
  'no-text': () => '文件里只有空白，没有文字。请换一个文件',
  'too-large': ({ bytes, limit }) => `文件有 ${megabytes(bytes)}，超过 ${megabytes(limit)} 的上限。请把它拆成单份报告后再导入`,
  'paragraph-too-long': ({ line, characters, limit }) =>
    `第 ${line} 行有 ${characters.toLocaleString('zh')} 个字，超过一段 ${limit.toLocaleString('zh')} 字的上限，多半丢失了换行。请恢复换行后再导入`,
  'unsupported-format': ({ format }) => formatZh[format],
  binary: () => '这不是文本文件，内容是二进制数据。请导入 .txt 或标签 .jsonl 文件',
  undecodable: () => '认不出文字编码（试过 UTF-8、UTF-16、GB18030、Big5）。请用编辑器另存为 UTF-8 后再导入',
  'lone-surrogate': ({ line }) => `第 ${line} 行有损坏的字符（不成对的 UTF-16 代理码元）。请删去或改正这个字符后再导入`,
  unreadable: ({ reason }) => `文件打不开：${reason}。请检查它是否还在、是否有权限读取`,
  unwritable: ({ reason }) => `文件写不进去：${reason}。请换一个位置`,
  'folder-not-empty': () => '文件夹不是空的。请换一个新的文件夹，以免新旧文件混在一起',
  'broken-line': ({ line, reason }) => `第 ${line} 行有错：${brokenZh[reason]}。整个文件没有导入；请改正这一行后再试`,
  'unknown-label': ({ line, field, label }) => `第 ${line} 行的 ${field} 用了标签表里没有的标签“${label}”。整个文件没有导入；请改成标签指南中的标签`,
  'newer-version': ({ found, known }) => `文件由更新的版本写成（格式 ${found}，这里只认到 ${known}）。请更新年报标注台后再打开`,
  'model-missing': ({ file }) => `模型文件 ${file} 没有取到。请检查网站是否部署完整，再重新打开页面`,
  'worker-died': () => '后台标注进程意外停止，已经重新启动。请把这份报告再导入一次；若再次发生，文件可能太大，请拆分',
  'export-died': () => '后台导出进程意外停止。请重新打开导出页再试；若再次发生，请少选几份报告',
  cancelled: () => '已停止，没有读入',
  'unknown-format': ({ format, known }) => `没有“${format}”这种格式。可选：${known.join('、')}`,
  'unit-not-held': ({ format, unit, held }) => `格式 ${format} 不能以“${unit}”为单位。可选：${held.join('、')}`,
  'span-differs': ({ doc, start, end }) => `没有导出：${doc} 中第 ${start} 至 ${end} 位的标记，按该格式的位置取出的文字与原文不符（可能切开了一个字符）。请重新划定这处标记`,
  'too-few-groups': ({ by, groups, splits }) => `没有导出：要分成 ${splits} 份，但只有 ${groups} ${groupsZh[by]}。请减少份数，或改用别的划分方式`,
  'nothing-to-export': () => '没有导出：按所选的范围，没有一条有标签的内容。请放宽选择，或先标注',
  'unknown-labels': ({ labels }) => `文件用了标签表里没有的标签：${labels.join('、')}。整个文件没有导入；请改成标签指南中的标签`,
  'annotations-differ': ({ line }) => `第 ${line} 行的标记与文字不符：位置超出正文，或写出的文字不是该位置的文字。请检查文字与标记是否出自同一份文件`,
  'storage-full': () => '浏览器的存储空间已满，没有保存。请先导出并删去不用的报告，再试一次',
  'storage-failed': ({ reason }) => `浏览器没能保存：${reason}。请不要关闭页面，先导出标签`,
}

const formatEn: Record<FileFormat, string> = {
  image: 'This is an image, not text. Run text recognition on it first, then import the recognised text',
  pdf: 'This is a PDF. Open it, select and copy everything, then use “Paste text”',
  word: 'This is a Word file. Save it as plain text (.txt), then import that',
  zip: 'This is a ZIP archive or an Office file. Unpack it, or save it as .txt, then import that',
  archive: 'This is an archive. Unpack it first',
  html: 'This is the source of a web page. Open it in the browser, select and copy everything, then use “Paste text”',
  json: 'This is JSON, but no list of Label Studio tasks. Import its JSON export, or label .jsonl files',
  rtf: 'This is an RTF file. Save it as plain text (.txt), then import that',
}

const brokenEn: Record<BrokenLine, string> = {
  'not-json': 'it is not complete JSON',
  'not-object': 'it is not one {…} record',
  'no-doc': 'the report’s name, doc, is missing',
  'bad-offsets': 'start and end are no valid positions',
  'text-differs': 'text is not as long as start and end say',
  overlaps: 'it overlaps the paragraph before it, or comes out of order',
  'bad-span': 'one of its spans lies outside the paragraph',
  'no-text': 'its text is missing',
  'bad-columns': 'it needs two columns or more: a token and a tag',
}

const groupsEn = { agency: 'agencies', year: 'years', report: 'reports', section: 'reports' }

const en: Words = {
  'empty-file': () => 'The file is empty (0 bytes). Check that it was downloaded completely',
  'no-text': () => 'The file holds only white space and no text. Choose another file',
  'too-large': ({ bytes, limit }) => `The file has ${megabytes(bytes)}; the limit is ${megabytes(limit)}. Split it into single reports and import those`,
  'paragraph-too-long': ({ line, characters, limit }) =>
    `Line ${line} has ${characters.toLocaleString('en')} characters; the limit for a paragraph is ${limit.toLocaleString('en')}. Its line breaks were probably lost: restore them, then import again`,
  'unsupported-format': ({ format }) => formatEn[format],
  binary: () => 'This is not a text file: it holds binary data. Import .txt files or label .jsonl files',
  undecodable: () => 'The text encoding was not recognised (tried UTF-8, UTF-16, GB18030, Big5). Save the file as UTF-8 in an editor, then import again',
  'lone-surrogate': ({ line }) => `Line ${line} holds a broken character (an unpaired UTF-16 surrogate). Delete or correct it, then import again`,
  unreadable: ({ reason }) => `The file cannot be opened: ${reason}. Check that it still exists and may be read`,
  unwritable: ({ reason }) => `The file cannot be written: ${reason}. Choose another place`,
  'folder-not-empty': () => 'The folder is not empty. Choose a new one, so that old files do not mix with the new',
  'broken-line': ({ line, reason }) => `Line ${line} is wrong: ${brokenEn[reason]}. Nothing of the file was imported; correct this line and try again`,
  'unknown-label': ({ line, field, label }) => `Line ${line} has “${label}” as ${field}, which is not in the label set. Nothing of the file was imported; use a label of the guide`,
  'newer-version': ({ found, known }) => `The file was written by a newer version (format ${found}; this one knows ${known}). Update Nianbao, then open it`,
  'model-missing': ({ file }) => `The model file ${file} could not be fetched. Check that the site was deployed completely, then reload the page`,
  'worker-died': () => 'The background labeller stopped unexpectedly and was restarted. Import this report once more; if it happens again the file may be too large: split it',
  'export-died': () => 'The background process that exports stopped unexpectedly. Open the export screen again; if it happens again, choose fewer reports',
  cancelled: () => 'Stopped before it was read',
  'unknown-format': ({ format, known }) => `There is no format “${format}”. Choose one of ${known.join(', ')}`,
  'unit-not-held': ({ format, unit, held }) => `The format ${format} cannot have “${unit}” as its unit. Choose one of ${held.join(', ')}`,
  'span-differs': ({ doc, start, end }) => `Nothing was exported: in ${doc} the tag from ${start} to ${end}, cut out by the format’s own offsets, is not what the report says there (it may cut a character in two). Mark it anew`,
  'too-few-groups': ({ by, groups, splits }) => `Nothing was exported: ${splits} splits were asked for, but there are only ${groups} ${groupsEn[by]}. Ask for fewer splits, or split otherwise`,
  'nothing-to-export': () => 'Nothing was exported: nothing with a label is in what you chose. Choose more, or label first',
  'unknown-labels': ({ labels }) => `The file uses labels that are not in the label set: ${labels.join(', ')}. Nothing of the file was imported; use labels of the guide`,
  'annotations-differ': ({ line }) => `The annotation in line ${line} does not fit the text: it lies outside it, or quotes what is not there. Check that text and annotations belong together`,
  'storage-full': () => 'The browser’s storage is full and nothing was saved. Export and delete reports that you no longer need, then try again',
  'storage-failed': ({ reason }) => `The browser could not save: ${reason}. Do not close the page; export the labels first`,
}

const words: Record<Language, Words> = { zh, en }

/** One sentence that says what is wrong and what to do, without a full stop at its end. */
export function problemText(problem: Problem, language: Language): string {
  const sentence = words[language][problem.code] as (problem: Problem) => string
  return sentence(problem)
}
