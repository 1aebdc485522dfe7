/**
 * A text with its gaps filled. `{count}` stands for the value of that name; `{count|report|reports}` for the first word
 * where that value is one and for the second where it is not, so that a sentence can count several things.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (gap, name: string, one?: string, many?: string) => {
    const value = values[name]
    if (value === undefined) return gap
    return (one !== undefined && many !== undefined ? (String(value) === '1' ? one : many) : String(value))
  })
}
