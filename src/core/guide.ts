import type { LabelField } from './schema.ts'

/** What a label covers and how doubtful cases are decided: the label guide (docs/label-guide.md) in a sentence or two a label. */
export interface Rule {
  readonly zh: string
  readonly en: string
}

const rules: Readonly<Record<LabelField, Readonly<Record<string, Rule>>>> = {
  section: {
    front: {
      zh: '标题、法律依据、报告包含什么、统计期限、联系方式、落款和日期。说明依据和内容的编制说明归此；总括情况的归“概述”。',
      en: 'Title, legal basis, what the report contains, period, contact, signature and date. A paragraph stating basis and contents is this; a general summary is Overview.',
    },
    overview: {
      zh: '不属于任何更窄标签的总括，包括全篇或一部分开头的综述。总括标题（概述、总体情况）下，话题更窄的段落取更窄的标签。',
      en: 'A general summary that belongs to no narrower label, also where it opens a report or a part. Under an umbrella heading a paragraph with a narrower topic takes the narrower label.',
    },
    organization: {
      zh: '领导小组、人员、培训、经费、制度与机制、保密审查、考核与监督。政府信息管理、社会评议也归此。',
      en: 'Leading groups, staff, training, budget, rules and mechanisms, secrecy review, assessment and supervision; management of information and reviews by the public too.',
    },
    proactive: {
      zh: '主动公开了什么：数量、类别、通过哪些渠道。窄标题“主动公开”下的段落即使提到渠道或领域也归此，除非整段话题是别的标签。',
      en: 'What was proactively disclosed: counts, categories, by which channel. Under that heading its paragraphs keep this label, whatever channel or field they name, unless their whole topic is another’s.',
    },
    key_areas: {
      zh: '点名的重点领域（财政预决算、住房、食品安全、招投标、重大项目……）的公开，基层政务公开标准化试点。',
      en: 'Disclosure in named priority fields (budgets, housing, food safety, procurement, major projects…), pilots of grassroots standardisation.',
    },
    interpretation: {
      zh: '政策解读、为回应而开的发布会、舆情与关切的回应。',
      en: 'Policy interpretation, press conferences held to respond, public opinion.',
    },
    services: {
      zh: '办事大厅、网上办事、审批改革、互联网+政务服务、权责清单。',
      en: 'Service halls, online service, approval reform, internet-plus government services, lists of administrative powers.',
    },
    platform: {
      zh: '作为渠道来建设或运行的网站、公报、新媒体、查阅室、公开栏。',
      en: 'Web sites, gazettes, new media, reading rooms and bulletin boards as channels that are built or run.',
    },
    on_request: { zh: '收到和答复的公开申请，咨询。申请的收费归“收费及减免”。', en: 'Requests received and answered, consultations. Fees for them are Fees.' },
    fees: { zh: '公开申请的收费与减免；写明没有收费的也归此，哪怕在“依申请公开”之下。', en: 'Fees for requests; a statement that none were charged too, even under Disclosure on request.' },
    review_litigation: { zh: '关于信息公开的复议、诉讼、举报、投诉。没有发生的也归此。', en: 'Reviews, lawsuits and complaints about disclosure; nil returns too.' },
    proposals: { zh: '人大建议和政协提案的办理与公开。', en: 'Answers to people’s congress and CPPCC proposals.' },
    issues: { zh: '不足与问题。一段里先问题后措施，按篇幅大的一方；上年问题已改正的归“改进措施”。', en: 'Shortcomings. A paragraph with problems and measures takes the greater part’s label; last year’s problems told as put right are Measures.' },
    measures: { zh: '改进措施与下一步工作。', en: 'Improvements and next year’s plan.' },
    other: { zh: '其他需要报告的事项，附件提示。', en: 'Other matters, pointers to appendices.' },
    table: { zh: '统计表的行、表头和说明，无论在哪里；其上的标题保留自己的标签。', en: 'Rows and captions of statistical tables, wherever they stand; the heading above them keeps its own label.' },
    chrome: { zh: '网页、百科或印刷品加在报告周围的内容：导航、分享、来源日期、页脚、相关链接、书眉、页码。', en: 'What the web page, encyclopedia or volume adds: navigation, share bar, source and date, footer, related links, running head, page number.' },
  },
  role: {
    title: { zh: '报告自己的标题，重复出现的也算。', en: 'The report’s own title, repeated titles included.' },
    heading: { zh: '只点出下文内容的一行。标题语后接完整陈述的一行是正文。', en: 'A line that only names what follows. A line that goes on into a full statement is body.' },
    body: { zh: '正文，包括列举的条目。', en: 'Running text, list items included.' },
    table: { zh: '表格的行或单元格，表名、表头。', en: 'Rows or cells of a table, its caption or header.' },
    chrome: { zh: '报告以外的页面内容；段落标签也必须是“网页附加内容”。', en: 'Page content around the report; its section is Page chrome as well.' },
  },
  substance: {
    substantive: {
      zh: '除机关名和年份外至少有一项可以核对的：数目（没有也算）、金额、日期、有名称的文件、项目、地点、会议、系统。',
      en: 'At least one checkable particular beyond agency and year: a count (nil included), an amount, a date, a named document, project, place, event or system.',
    },
    boilerplate: {
      zh: '没有任何可核对之处：换掉机关名和年份，放进别家报告也行。《条例》、指南和目录、全国性的口号不算可核对。',
      en: 'None: with agency and year swapped it could stand in any report. The Regulation, guide and catalogue, and national slogans are no particulars.',
    },
    na: { zh: '不是正文，或是落款、日期行。', en: 'Not body text, or a signature or date line.' },
  },
  tag: {
    ISSUE: { zh: '说出本机关公开工作自己的一项不足。只引出下文的话（还存在以下问题）不标；企业、群众的不足不标。', en: 'States a shortcoming of the agency’s own disclosure work. Not lead-ins that name none, nor shortcomings of companies or citizens.' },
    MEASURE: { zh: '承诺改进或将做的工作，其后的目的、结果同属一句时一并标。已经做成的不标。', en: 'Commits to an improvement or work still to come, with a purpose or result in the same segment. Past achievements are not tagged.' },
  },
}

/** What is said of a label: what the schema says, or else the guide; undefined for a label of which neither says anything. */
export const ruleOf = (field: LabelField, label: string, own?: Rule): Rule | undefined => (own && (own.zh || own.en) ? own : rules[field][label])
