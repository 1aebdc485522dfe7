import type { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { columns, isRecords, type Column, type Kind } from './columns.ts'
import type { Row } from './hugging-face.ts'

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

/** Rows in one row group: what is held at a time. */
const groupSize = 5000

/** Rows as a Parquet file (Snappy), one chunk a row group and one for the end. */
export async function* parquet(rows: AsyncIterable<Row>): AsyncGenerator<Uint8Array> {
  // The page lists the formats without their writers' libraries.
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer')
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({ writer: bytes, schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(elementsOf)], createdBy: 'nianbao' })
  let group: Row[] = []
  const write = async (): Promise<Uint8Array> => {
    await writer.write({ columnData: columns.map(({ name }) => ({ name, data: group.map((row) => row[name]) })), rowGroupSize: groupSize })
    group = []
    return taken(bytes)
  }
  for await (const row of rows) if (group.push(row) === groupSize) yield await write()
  if (group.length > 0) yield await write()
  await writer.finish()
  yield taken(bytes)
}

/** What has been written since the last time. The writer's `offset` goes on counting the whole file. */
function taken(bytes: ByteWriter): Uint8Array {
  const chunk = bytes.getBytes().slice()
  bytes.index = 0
  return chunk
}

function elementsOf({ name, kind }: Column): Element[] {
  if (typeof kind === 'string') return [valueOf(name, kind)]
  const element: Element[] = isRecords(kind)
    ? [{ name: 'element', repetition_type: 'OPTIONAL', num_children: kind.length }, ...kind.flatMap(elementsOf)]
    : [valueOf('element', kind[0])]
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...element,
  ]
}

function valueOf(name: string, kind: Kind): Element {
  switch (kind) {
    case 'string':
      return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }
    case 'int32':
      return { name, type: 'INT32', repetition_type: 'OPTIONAL' }
    case 'float32':
      return { name, type: 'FLOAT', repetition_type: 'OPTIONAL' }
  }
}
