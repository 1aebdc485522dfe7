/** The agency that a title names before the year or before what kind of report it is; null where it names none. */
export function agencyIn(title: string): { readonly name: string } | null {
  const named = title.replace(/^[\s(（]*(?:[\d０-９]{4}|[二一][〇○零0OＯo一二三四五六七八九]{3})年度?[)）]?/, '')
  const agency = /^(.*?)(?:关于|[(（]?(?:[\d０-９]{4}|[二一][〇○零0OＯo一二三四五六七八九]{3})年|政府信息|信息公开|年度报告|工作报告)/.exec(named)?.[1]?.trim() ?? ''
  // 某县人民政府信息公开年报: the cut went through the agency's own name.
  return /\p{Script=Han}{2}/u.test(agency) ? { name: agency.replace(/人民$/, '人民政府') } : null
}
