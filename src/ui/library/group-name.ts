import type { Group } from '../../state/report-groups.ts'
import type { Texts } from '../texts/zh.ts'

/** What a group of reports is called. */
export const nameOfGroup = ({ name, isNew }: Group, t: Texts['library']): string => (isNew ? t.justIn : name || t.unknownGroup)
