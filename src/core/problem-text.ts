/** The words for every problem, in the person's language: what is wrong, and what to do. */
import type { BrokenLine, DocumentFormat, FileFormat, PatternFault, Problem, ProblemCode } from './result.ts'

export type Language = 'zh' | 'en'

type Words = { readonly [Code in ProblemCode]: (problem: Extract<Problem, { code: Code }>) => string }

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`

const formatZh: Record<FileFormat, string> = {
  image: '这是一张图片，不是文字。请先做文字识别，再导入识别出的文字',
  word: '这是旧版 Word 文件（.doc 或 .wps）。请用 Word 或 WPS 打开它，另存为“Word 文档 (.docx)”后再导入',
  excel: '这是旧版 Excel 文件（.xls 或 .et）。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿 (.xlsx)”或 CSV 后再导入',
  slides: '这是旧版演示文稿（.ppt 或 .dps），不是报告。请把其中的文字存为 .docx 或 .txt 后再导入',
  office: '这是旧版 Office 文件，看不出是哪一种。请用 Word 或 WPS 打开它，另存为 .docx 后再导入',
  zip: '这个压缩包或 Office 文件读不了：已损坏，或是不支持的种类。请另存为 .docx、.txt 或 .xlsx 后再导入',
  archive: '这是压缩包。请解压后再导入',
  json: '这是 JSON 文件，但不是 Label Studio 的任务列表。请导入它的 JSON 导出，或标签 .jsonl 文件',
  rtf: '这是 RTF 文件。请用 Word 或 WPS 打开它，另存为“Word 文档 (.docx)”后再导入',
}

const documentZh: Record<DocumentFormat, string> = { docx: '这个 Word 文件', pdf: '这份 PDF ', office: '这个 Office 文件' }

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

const faultZh: Record<Exclude<PatternFault, 'other'>, string> = {
  'open-group': '有圆括号没有闭合', 'stray-bracket': '多出一个括号', 'open-class': '有方括号没有闭合',
  'nothing-to-repeat': '* + ? {} 的前面没有可重复的内容', escape: '反斜杠后面的写法不对', range: '范围的起止颠倒',
}

const groupsZh = { agency: '个机关', year: '个年份', report: '份报告', section: '份报告' }

const zh: Words = {
  'empty-file': () => '文件是空的（0 字节）。请检查它是否下载完整',
  'no-text': () => '文件里只有空白，没有文字。请换一个文件',
  'no-labels': () => '这里没有标好的段落（section、role、substance 三样都有的）。请给出标签 JSONL 文件或放着它们的文件夹',
  'too-large': ({ bytes, limit }) => `文件有 ${megabytes(bytes)}，超过 ${megabytes(limit)} 的上限。请把它拆成单份报告后再导入`,
  'paragraph-too-long': ({ line, characters, limit }) =>
    `第 ${line} 行有 ${characters.toLocaleString('zh')} 个字，超过一段 ${limit.toLocaleString('zh')} 字的上限，多半丢失了换行。请恢复换行后再导入`,
  'unsupported-format': ({ format }) => formatZh[format],
  damaged: ({ format }) => `${documentZh[format]}不完整或已损坏，没有读入。请重新下载；若能打开，请另存一份后再导入`,
  encrypted: ({ format }) => `${documentZh[format]}设了打开密码。请打开它，去掉密码另存一份后再导入`,
  'has-doctype': () => '这个 Word 文件里有文档类型声明（可引用外部内容），正常的 Word 文件没有，因此没有读入。请用 Word 或 WPS 打开它，另存一份后再导入',
  'too-complex': () => '这个文件的结构太庞大或嵌套太深，不像一份报告，没有读入。请把其中的文字另存为 .txt 后再导入',
  'unpacks-too-large': ({ limit }) => `这个文件解压后超过 ${megabytes(limit)} 的上限，不像一份报告，没有读入。请核对文件来源，或把其中的文字另存为 .txt 后再导入`,
  'no-text-layer': ({ pages, without }) => `这份 PDF 共 ${pages} 页，有 ${without} 页没有可用的文字（多半是扫描件）。请先做文字识别（OCR），再导入识别后的文件`,
  'too-many-pages': ({ pages, limit }) => `这份 PDF 有 ${pages.toLocaleString('zh')} 页，超过 ${limit.toLocaleString('zh')} 页的上限。请把其中的报告拆成单独的文件后再导入`,
  'too-much-text': ({ limit }) => `文件里的文字超过 ${limit.toLocaleString('zh')} 字的上限。请拆成单份报告后再导入`,
  'overgrown-page': ({ elements, depth }) =>
    `这个网页的元素超过 ${elements.toLocaleString('zh')} 个，或嵌套超过 ${depth.toLocaleString('zh')} 层，不像正常的网页。请在浏览器中打开它，复制正文，再用“粘贴文字”导入`,
  'broken-archive': () => '这个文件打不开：内容不完整或已损坏。请重新下载或另存后再导入',
  'broken-entry': () => '压缩包里的这个文件解不开：已损坏、加了密码或用了少见的压缩方式。请先自行解压，再导入',
  'archive-bomb': ({ ratio }) => `这个文件解压后会大出 ${ratio} 倍以上，不像报告，没有解压。如确需导入，请先自行解压`,
  'archive-too-large': ({ files, bytes }) => `压缩包里的文件超过 ${files.toLocaleString('zh')} 个，或解压后超过 ${megabytes(bytes)}。请分成几个压缩包，或解压后导入文件夹`,
  'archive-too-deep': ({ limit }) => `压缩包套压缩包超过 ${limit} 层。请先解压里层的压缩包，再导入`,
  'no-readable-file': () => '压缩包里没有可以读取的文件。请看导入页面列出的文件种类',
  'broken-sheet': ({ row }) => `第 ${row} 行的引号没有成对，分不清单元格。整个文件没有导入；请改正后再试`,
  'no-text-column': () => '表格里没有哪一列是文字。请把正文放在一列里，每行一段或一份',
  'sheet-too-large': ({ rows, columns, limit }) =>
    `工作表有 ${rows.toLocaleString('zh')} 行 × ${columns.toLocaleString('zh')} 列，超过 ${limit.toLocaleString('zh')} 个单元格的上限。请删去远处的空白单元格，或另存为 .csv`,
  binary: () => '这不是文本文件，内容是二进制数据。请导入 .docx、.pdf、.txt、.html、.csv 或标签 .jsonl 等文件',
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
  'worker-missing': () => '标注程序没有载入：网站可能刚更新过，或网络不通。请重新载入这个页面再试',
  'export-died': () => '后台导出进程意外停止。请重新打开导出页再试；若再次发生，请重新载入这个页面，或少选几份报告',
  cancelled: () => '已停止，没有读入',
  'unknown-format': ({ format, known }) => `没有“${format}”这种格式。可选：${known.join('、')}`,
  'unit-not-held': ({ format, unit, held }) => `格式 ${format} 不能以“${unit}”为单位。可选：${held.join('、')}`,
  'span-differs': ({ doc, start, end }) => `没有导出：${doc} 中第 ${start} 至 ${end} 位的标记，按该格式的位置取出的文字与原文不符（可能切开了一个字符）。请重新划定这处标记`,
  'too-few-groups': ({ by, groups, splits }) => `没有导出：要分成 ${splits} 份，但只有 ${groups} ${groupsZh[by]}。请减少份数，或改用别的划分方式`,
  'nothing-to-export': () => '没有导出：按所选的范围，没有一条有标签的内容。请放宽选择，或先标注',
  'unknown-labels': ({ labels }) => `文件用了标签表里没有的标签：${labels.join('、')}。整个文件没有导入；请改成标签指南中的标签`,
  'annotations-differ': ({ line }) => `第 ${line} 行的标记与文字不符：位置超出正文，或写出的文字不是该位置的文字。请检查文字与标记是否出自同一份文件`,
  'bad-pattern': ({ fault, reason }) => `这个正则表达式不成立：${fault === 'other' ? reason : faultZh[fault]}。请改正，或改用“任意文字”查找`,
  'pattern-too-slow': ({ seconds }) => `这个正则表达式在一个段落上 ${seconds} 秒还没有算完，已经停下。请避免重复里套重复（如 (a+)+），或改用“任意文字”查找`,
  'search-died': () => '后台检索进程意外停止。请再检索一次，报告会重新读入；若再次发生，请重新载入这个页面',
  'label-id': () => '代号要以字母开头，只含字母、数字和下划线，至多 40 个，不能是 none，也不能与别的标签相同（连同停用的）',
  'label-no-name': () => '标签没有名称。请至少填写中文或英文名称',
  'label-name-long': ({ limit }) => `名称、记号或分组超过 ${limit} 个字。请改短`,
  'label-name-taken': ({ name }) => `已有名为“${name}”的标签。请换一个名称`,
  'label-colour': () => '颜色应写作 #rrggbb，例如 #3da671',
  'label-key': () => '键应是一个字母，也可以留空',
  'label-key-taken': ({ key, label }) => `键 ${key} 已用于“${label}”。请换一个，或先改“${label}”的键`,
  'label-bound': ({ label }) => `“${label}”不能停用：标签之间的规则和统计要用到它。可以改名、改颜色`,
  'label-last': ({ label }) => `“${label}”是这一类里最后一个标签，不能停用`,
  'labels-too-many': ({ limit }) => `这一类已有 ${limit} 个标签（连同停用的），不能再加`,
  'no-such-label': ({ label }) => `没有标签“${label}”，或它已停用`,
  'nothing-changed': () => '没有要保存的改动',
  'no-schema-file': () => '这不是标签体系文件。请选择从本工具“标签体系”页导出的 .json 文件',
  'schema-broken-label': ({ field, number }) => `文件里 ${field} 的第 ${number} 个标签写得不对：要有只含字母、数字、下划线的 id，有名称，键是一个大写字母，颜色是 #rrggbb，id 不重复。没有导入`,
  'schema-lacks': ({ field, label }) => (label ? `文件里 ${field} 缺少标签 ${label}：标签之间的规则要用到它。没有导入` : `文件里 ${field} 没有可用的标签。没有导入`),
  'project-name': () => '项目的名称不能为空、不能超过 60 个字，也不能与别的项目相同',
  'changed-elsewhere': () => '另一个标签页刚刚改过这里。现在显示的是最新的；你的上一步没有保存，请再做一次',
  'intake-running': () => '正在导入报告。请等它完成，或先停止，再改标签体系',
  'storage-full': () => '浏览器的存储空间已满，没有保存。请先导出并删去不用的报告，再试一次',
  'storage-failed': ({ reason }) => `浏览器没能保存：${reason}。请不要关闭页面，先导出标签`,
}

const formatEn: Record<FileFormat, string> = {
  image: 'This is an image, not text. Run text recognition on it first, then import the recognised text',
  word: 'This is an old Word file (.doc or .wps). Open it in Word or WPS, save it as a Word document (.docx), then import that',
  excel: 'This is an old Excel file (.xls or .et). Open it in Excel or WPS, save it as a workbook (.xlsx) or CSV, then import that',
  slides: 'This is an old presentation (.ppt or .dps), not a report. Save its words as .docx or .txt, then import that',
  office: 'This is an old Office file that does not show of which kind. Open it in Word or WPS, save it as .docx, then import that',
  zip: 'This archive or Office file cannot be read: it is damaged or of a kind that is not supported. Save it as .docx, .txt or .xlsx, then import that',
  archive: 'This is an archive. Unpack it first',
  json: 'This is JSON, but no list of Label Studio tasks. Import its JSON export, or label .jsonl files',
  rtf: 'This is an RTF file. Open it in Word or WPS, save it as a Word document (.docx), then import that',
}

const documentEn: Record<DocumentFormat, string> = { docx: 'Word file', pdf: 'PDF', office: 'Office file' }

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

const faultEn: Record<Exclude<PatternFault, 'other'>, string> = {
  'open-group': 'a round bracket is not closed', 'stray-bracket': 'there is a bracket too many', 'open-class': 'a square bracket is not closed',
  'nothing-to-repeat': 'there is nothing before * + ? {} to repeat', escape: 'what follows a backslash is wrong', range: 'a range ends before it begins',
}

const counted = (count: number, [one, many]: readonly [string, string]): string => `${count} ${count === 1 ? one : many}`

const groupsEn = { agency: ['agency', 'agencies'], year: ['year', 'years'], report: ['report', 'reports'], section: ['report', 'reports'] } as const

const en: Words = {
  'empty-file': () => 'The file is empty (0 bytes). Check that it was downloaded completely',
  'no-text': () => 'The file holds only white space and no text. Choose another file',
  'no-labels': () => 'There are no labelled paragraphs here (with section, role and substance). Name a labels JSONL file or a folder that holds some',
  'too-large': ({ bytes, limit }) => `The file has ${megabytes(bytes)}; the limit is ${megabytes(limit)}. Split it into single reports and import those`,
  'paragraph-too-long': ({ line, characters, limit }) =>
    `Line ${line} has ${characters.toLocaleString('en')} characters; the limit for a paragraph is ${limit.toLocaleString('en')}. Its line breaks were probably lost: restore them, then import again`,
  'unsupported-format': ({ format }) => formatEn[format],
  damaged: ({ format }) => `This ${documentEn[format]} is incomplete or damaged and was not read. Download it again; if it can be opened, save it anew and import that`,
  encrypted: ({ format }) => `This ${documentEn[format]} is locked with a password. Open it, save it without one, then import that`,
  'has-doctype': () => 'This Word file declares a document type, which can pull in outside content and which no proper Word file has; it was not read. Open it in Word or WPS, save it anew, then import that',
  'too-complex': () => 'This file is built too large or nested too deep for a report and was not read. Save its words as .txt, then import that',
  'unpacks-too-large': ({ limit }) => `This file unpacks to more than ${megabytes(limit)}, as no report does, and was not read. Check where it came from, or save its words as .txt and import that`,
  'no-text-layer': ({ pages, without }) => `This PDF has ${counted(pages, ['page', 'pages'])}, ${without} of them without usable text (it was probably scanned). Run text recognition (OCR) on it first, then import the result`,
  'too-many-pages': ({ pages, limit }) => `This PDF has ${pages.toLocaleString('en')} pages; the limit is ${limit.toLocaleString('en')}. Split it into single reports and import those`,
  'too-much-text': ({ limit }) => `The file holds more than ${limit.toLocaleString('en')} characters. Split it into single reports and import those`,
  'overgrown-page': ({ elements, depth }) =>
    `This page has more than ${elements.toLocaleString('en')} elements or nests them more than ${depth.toLocaleString('en')} deep, as no ordinary page does. Open it in the browser, copy the text and use “Paste text”`,
  'broken-archive': () => 'This file cannot be opened: it is incomplete or damaged. Download or save it again, then import that',
  'broken-entry': () => 'This file cannot be unpacked from its archive: it is damaged, locked with a password or packed in a rare way. Unpack it yourself, then import it',
  'archive-bomb': ({ ratio }) => `Unpacked, this file would be more than ${ratio} times larger, as no report is, so it was not unpacked. If it is needed, unpack it yourself`,
  'archive-too-large': ({ files, bytes }) => `The archive holds more than ${files.toLocaleString('en')} files, or more than ${megabytes(bytes)} unpacked. Split it, or unpack it and import the folder`,
  'archive-too-deep': ({ limit }) => `Archives lie within archives more than ${limit} deep. Unpack the inner ones first, then import them`,
  'no-readable-file': () => 'The archive holds no file that can be read. The start page names the kinds of files that can',
  'broken-sheet': ({ row }) => `The quotation marks of row ${row} do not pair, so no cell is certain. Nothing of the file was imported; correct it and try again`,
  'no-text-column': () => 'No column of this table holds text. Put the text into one column, a paragraph or a report a row',
  'sheet-too-large': ({ rows, columns, limit }) =>
    `The sheet has ${rows.toLocaleString('en')} rows × ${columns.toLocaleString('en')} columns; the limit is ${limit.toLocaleString('en')} cells. Delete the blank cells far out, or save it as .csv`,
  binary: () => 'This is not a text file: it holds binary data. Import .docx, .pdf, .txt, .html, .csv, label .jsonl or like files',
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
  'worker-missing': () => 'The labeller could not be loaded: the site may have been updated, or the network is down. Reload the page and try again',
  'export-died': () => 'The background process that exports stopped unexpectedly. Open the export screen again; if it happens again, reload the page, or choose fewer reports',
  cancelled: () => 'Stopped before it was read',
  'unknown-format': ({ format, known }) => `There is no format “${format}”. Choose one of ${known.join(', ')}`,
  'unit-not-held': ({ format, unit, held }) => `The format ${format} cannot have “${unit}” as its unit. Choose one of ${held.join(', ')}`,
  'span-differs': ({ doc, start, end }) => `Nothing was exported: in ${doc} the tag from ${start} to ${end}, cut out by the format’s own offsets, is not what the report says there (it may cut a character in two). Mark it anew`,
  'too-few-groups': ({ by, groups, splits }) => `Nothing was exported: ${splits} splits were asked for, but there ${groups === 1 ? 'is' : 'are'} only ${counted(groups, groupsEn[by])}. Ask for fewer splits, or split otherwise`,
  'nothing-to-export': () => 'Nothing was exported: nothing with a label is in what you chose. Choose more, or label first',
  'unknown-labels': ({ labels }) => `The file uses labels that are not in the label set: ${labels.join(', ')}. Nothing of the file was imported; use labels of the guide`,
  'annotations-differ': ({ line }) => `The annotation in line ${line} does not fit the text: it lies outside it, or quotes what is not there. Check that text and annotations belong together`,
  'bad-pattern': ({ fault, reason }) => `This regular expression does not hold: ${fault === 'other' ? reason : faultEn[fault]}. Correct it, or search for any text instead`,
  'pattern-too-slow': ({ seconds }) => `This regular expression was not done with one paragraph after ${seconds} seconds and was stopped. Avoid repetitions inside repetitions, such as (a+)+, or search for any text instead`,
  'search-died': () => 'The background search stopped unexpectedly. Search once more: the reports are read in again; if it happens again, reload the page',
  'label-id': () => 'An id begins with a letter and has letters, digits and _ only, 40 at most; it is not “none”, nor that of another label, retired ones included',
  'label-no-name': () => 'The label has no name. Give it one in Chinese or English at least',
  'label-name-long': ({ limit }) => `A name, mark or group has more than ${limit} characters. Make it shorter`,
  'label-name-taken': ({ name }) => `There is a label named “${name}” already. Choose another name`,
  'label-colour': () => 'A colour is written #rrggbb, such as #3da671',
  'label-key': () => 'A key is one letter, or none',
  'label-key-taken': ({ key, label }) => `The key ${key} is that of “${label}”. Choose another, or change that one first`,
  'label-bound': ({ label }) => `“${label}” cannot be retired: the rules between labels and the statistics need it. Its name and colour can be changed`,
  'label-last': ({ label }) => `“${label}” is the last label of its kind and cannot be retired`,
  'labels-too-many': ({ limit }) => `There are ${limit} labels of this kind already, retired ones included`,
  'no-such-label': ({ label }) => `There is no label “${label}”, or it is retired`,
  'nothing-changed': () => 'There is no change to save',
  'no-schema-file': () => 'This is no file of labels. Choose a .json file that was exported on the Labels screen of this tool',
  'schema-broken-label': ({ field, number }) => `Label ${number} of ${field} in the file is wrong: it needs an id of letters, digits and _, used once, a name, one capital letter as key, and #rrggbb as colour. Nothing was imported`,
  'schema-lacks': ({ field, label }) => (label ? `In the file ${field} lacks the label ${label}, which the rules between labels need. Nothing was imported` : `In the file ${field} has no label that can be given. Nothing was imported`),
  'project-name': () => 'A project needs a name of at most 60 characters that no other project has',
  'changed-elsewhere': () => 'Another tab has just changed this. What you see now is the latest; your last step was not saved, please make it again',
  'intake-running': () => 'Reports are coming in. Wait until that is done, or stop it, before you change the labels',
  'storage-full': () => 'The browser’s storage is full and nothing was saved. Export and delete reports that you no longer need, then try again',
  'storage-failed': ({ reason }) => `The browser could not save: ${reason}. Do not close the page; export the labels first`,
}

const words: Record<Language, Words> = { zh, en }

/** One sentence that says what is wrong and what to do, without a full stop at its end. */
export function problemText(problem: Problem, language: Language): string {
  const sentence = words[language][problem.code] as (problem: Problem) => string
  return sentence(problem)
}
