import type { Span } from './document.ts'

/** Of which level an agency is; schools, hospitals and companies are none, and development zones stand beside the levels. */
export type Level = 'national' | 'province' | 'city' | 'county' | 'township' | 'village' | 'zone' | 'institution'

export interface NamedAgency extends Span {
  /** Its name; a bare place is given as its government. */
  readonly name: string
  /** Whether the name says of which place it is, or that it is a national one: 县统计局 does not. */
  readonly isWhole: boolean
}

/** Where a title turns from its agency and year to its topic. */
const topic = /(?:(?<!人民)政府|[政党黨检檢审審警校院][务務])?(?:信息|[资資][讯訊])公[开開]|(?:.[务務]|[办辦]事|司法)(?:[（(]信息[）)])?公[开開]|年度?(?:工作)?[报報]告|年[报報]|工作[总總][结結]|[总總][结結][报報]告/
const year = /[（(〔]?\s*(?:(?:19|20|１９|２０)[\d０-９]{2}(?:\s*[-—–－~～至]\s*(?:20|２０)[\d０-９]{2})?|[二一][〇○零0０OＯoｏ一二三四五六七八九]{3})\s*(?:[学學]?年度?|[）)〕])?\s*[）)〕]?/
const ending = /(?:政府|[厅廳]|[办辦]公?室?|行署|公署|管委[会會]|[委员員]+[会會]?|[局部署]|海[关關]|法院|[检檢]察院|[医醫]院|院|大[学學]|[学學]院|[学學]校|中[学學]|小[学學]|[园園]|公司|集[团團]|[银銀]行|中心|站|所|[馆館]|社|[会會]|[处處]|[队隊]|街道|[镇鎮]|[乡鄉]|村|省|市|[县縣]|[区區]|旗|州|盟|组|組|台|[场場]|[协協][会會]|[联聯]社)(?:[（(][^（()）]{1,8}[）)])?$/
const barePlace = /(?:省|市|[县縣]|[区區]|旗|自治州|盟|[镇鎮]|[乡鄉])$/
const bareStreet = /街道$/
const national = /^(?:中[华華]人民共和[国國]|[国國](?:家|[务務]院)|中[国國]|全[国國]|最高)/
const ministry = /^[^省市县縣区區州盟旗乡鄉镇鎮]{2,12}(?:部|[总總]局|[总總]署)$/

/**
 * The agency that a report's title (or what quotes it) names before its topic; null where it names none.
 * A title may have its year before the agency or after it.
 */
export function agencyIn(title: string): NamedAgency | null {
  let end = topic.exec(title)?.index ?? title.length
  let start = Math.max(...['《', '：', ':', '>', '＞', '|', '｜', '_'].map((mark) => title.lastIndexOf(mark, end - 1))) + 1
  const stated = year.exec(title.slice(start, end))
  if (stated) {
    const before = title.slice(start, start + stated.index)
    const after = title.slice(start + stated.index + stated[0].length, end)
    if (before.replace(/[关關][于於]|\s/g, '') !== '') end = start + stated.index
    else if (after.trim() !== '') start += stated.index + stated[0].length
    else return null
  } else if (end === title.length) return null
  const raw = title.slice(start, end)
  const lead = /^(?:\s|[关關][于於]|附件?[\d一二三四]*|[【\[（(][^】\])）]*[】\])）])*/.exec(raw)?.[0].length ?? 0
  const name = raw.slice(lead).replace(/[关關][于於].*$/, '').replace(/(?:\s|的|[对對]|[-—–·，,、])+$/, '')
  return name === '' ? null : named(name, start + lead)
}

/**
 * The agency that a line of running text or a signature names as the report's own; where `partial` is given, only a longer name that
 * ends as it does.
 */
export function agencyNamed(line: string, partial: string | null): NamedAgency | null {
  const text = line.trim()
  const at = line.indexOf(text)
  if (partial === null) {
    const compiled = /(?:本[报報]告|年度[报報]告)[^。]{0,40}?由([^，。；、（(《]{4,30}?)(?:[编編]制|撰[写寫]|起草|[发發]布)/.exec(text) ?? /^([^，。；、：《]{4,30})$/.exec(text)
      ?? /[^。]{0,12}(?:[发發]布(?:机构|機構|[单單]位)|信息[来來]源|[来來]源|[编編]制[单單]位)[：:\s]*([^\s，。；、：]{4,30})/.exec(text)
    const name = compiled?.[1]
    if (!compiled || !name || barePlace.test(name)) return null
    const found = named(name, at + compiled.index + compiled[0].indexOf(name))
    return found && (found.isWhole || startsWithPlace.test(name)) ? found : null
  }
  for (let position = text.indexOf(partial); position >= 0; position = text.indexOf(partial, position + 1)) {
    const before = /[\u3400-\u9fff]{1,16}$/.exec(text.slice(0, position))?.[0] ?? ''
    for (let length = before.length; length > 0; length--) {
      const found = named(before.slice(-length) + partial, at + position - length)
      if (found && startsWithPlace.test(found.name) && !clause.test(found.name)) return found
    }
  }
  return null
}

const startsWithPlace = /^[\u3400-\u9fff]{2,7}?(?:省|市|[县縣]|[区區]|旗|州|盟|[镇鎮]|[乡鄉])/
/** Characters that no name of a place holds. */
const clause = /[的由和与為为是在对按将经根据照本该各全我]/

function named(name: string, start: number): NamedAgency | null {
  if (name.length < 2 || name.length > 40 || !ending.test(name) || noName.test(name)) return null
  return { start, end: start + name.length, name: governmentOf(name), isWhole: !township.test(places(name)[0] ?? name.charAt(0)) && !/^[省市县縣区區州盟旗乡鄉镇鎮]/.test(name) }
}

/** What no name holds, and what begins a sentence or a menu. */
const noName = /[，,。！？；|>＞]|\s-\s|[主承协協][办辦]|^首[页頁]|我|[现現][将將]|^[根按][据據照]|^[编編]制/

/** What governs a bare place. */
function governmentOf(place: string): string {
  if (zone.test(place)) return `${place}管理委员会`
  if (/村$/.test(place)) return `${place}村民委员会`
  if (/社[区區]$/.test(place)) return `${place}居民委员会`
  return barePlace.test(place) ? `${place}人民政府` : bareStreet.test(place) ? `${place}办事处` : place
}

const zone = /(?:[开開][发發]|新|高新|保[税稅]|度假|名[胜勝]|[风風]景|[园園]|示[范範]|[产產][业業]|管理|合作|工[业業])[区區]$/
const township = /(?:[镇鎮]|[乡鄉]|街道|村|社[区區])$/
const unit = /^(?:[\u3400-\u9fff]{2,9}?自治(?:[区區州旗]|[县縣])|[\u3400-\u9fff]{1,8}?(?:省|特[别別]行政[区區]|地[区區]|(?:[开開][发發]|新|高新|保[税稅]|度假|名[胜勝]|[风風]景|[园園]|示[范範]|[产產][业業]|管理|合作|工[业業])[区區]|(?:[县縣市区區盟旗]|(?<!城)[乡鄉](?![村镇鎮])|州(?![市县縣区區])|[镇鎮](?![市县縣]))|街道|社[区區]|(?<![农農乡鄉])村))/
/** What looks like a place and begins the name of an office: 城市管理局, 市场监督管理局, 社区卫生服务中心. */
const office = /^(?:城市|市[场場政容民]|[区區]域|[乡鄉]村|村[镇鎮]|第[一二三四五六七八九十])/

/** The places that an agency's name begins with, from the largest to the smallest: 漱州市, 汀南区, 望舒里街道. */
function places(agency: string): string[] {
  const found: string[] = []
  let rest = agency.replace(/^中共/, '').replace(/^[国國]家[税稅][务務][总總]局(?=.)/, '').replace(/^中[国國]人民[银銀]行(?=.)/, '')
  if (national.test(rest)) return []
  for (let match = unit.exec(rest); match && !(found.length > 0 && office.test(rest)); match = unit.exec(rest)) {
    const place = match[0]
    if (place.length < 2 || /[局厅廳委院]/.test(place)) break
    found.push(place)
    rest = rest.slice(place.length).replace(/^人民政府(?=.*(?:街道|[镇鎮乡鄉]))/, '')
  }
  return found
}

/** The place that an agency's name begins with; null for a name without one. */
export function regionOf(agency: string): string | null {
  const found = places(agency)
  return found.length > 0 && !/^[省市县縣区區州盟旗乡鄉镇鎮]/.test(found[0] ?? '') ? found.join('') : null
}

/** Cities that are provinces. */
const municipality = /^(?:北京|天津|上海|重[庆慶])市$/

/** The level of an agency by its name; null where the name does not say. */
export function levelOf(agency: string): Level | null {
  if (/(?:大[学學]|[学學]院|[学學]校|中[学學]|小[学學]|幼[儿兒][园園]|[医醫]院|[卫衛]生院|公司|集[团團]|[银銀]行)(?:[（(].*)?$/.test(agency)) return 'institution'
  const found = places(agency)
  const last = found.at(-1)
  if (!last) {
    if (national.test(agency) || ministry.test(agency)) return 'national'
    return partialLevels.find(([mark]) => mark.test(agency))?.[1] ?? null
  }
  if (/(?:村|社[区區])$/.test(last)) return 'village'
  if (/(?:街道|[镇鎮]|[乡鄉])$/.test(last)) return 'township'
  if (zone.test(last)) return 'zone'
  if (/(?:省|特[别別]行政[区區]|自治[区區])$/.test(last) || municipality.test(last)) return 'province'
  if (/(?:州|盟|地[区區])$/.test(last)) return 'city'
  if (last.endsWith('市')) return found.slice(0, -1).some((place) => place.endsWith('市') || place.endsWith('州')) ? 'county' : 'city'
  return 'county'
}

/** A name without its place still says its level: 县统计局. */
const partialLevels: readonly (readonly [RegExp, Level])[] = [
  [/^省/, 'province'], [/^市/, 'city'], [/^(?:[县縣]|[区區]|旗)/, 'county'], [/^(?:[镇鎮]|[乡鄉])/, 'township'],
]
