/** Gives each report's name, without its ending, as a file name that no other has: characters that some system forbids become `_`. */
export function uniqueNames(): (name: string) => string {
  const given = new Set<string>()
  return (name) => {
    const plain = name.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_').replace(/^\.+|[. ]+$/g, '_') || '_'
    let unique = plain
    for (let number = 2; given.has(unique.toLowerCase()); number++) unique = `${plain}-${number}`
    given.add(unique.toLowerCase())
    return unique
  }
}
