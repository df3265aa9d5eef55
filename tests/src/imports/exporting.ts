import type { Ctx } from '@loadout/core'
import { type StoreDocument, storeDocumentSchema } from '@loadout/core/catalog'
import { exportAtelier, exportGames, importFile } from '@loadout/core/imports'
import { streamSource } from '@loadout/infra'

/** Imports a file of this text as if it came through a pipe. */
export function importPiped(ctx: Ctx, name: string, text: string) {
  async function* chunks() {
    yield new TextEncoder().encode(text)
  }
  return importFile(ctx, { source: streamSource(name, chunks()), kind: null })
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts).toString('utf8')
}

/** The files of `exportAtelier` by their names, parents before their children. */
export async function exportedFiles(ctx: Ctx): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {}
  await exportAtelier(ctx, async (name, chunks) => {
    files[name] = await textOf(chunks)
  })
  return files
}

export async function exportedGames(ctx: Ctx): Promise<string> {
  let text = ''
  await exportGames(ctx, async (chunks) => {
    text = await textOf(chunks)
  })
  return text
}

/** Every one of them is what an import takes. */
export const documentsOf = (text: string): readonly StoreDocument[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => storeDocumentSchema.parse(JSON.parse(line)))
