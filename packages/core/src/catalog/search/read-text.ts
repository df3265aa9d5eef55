import type { Ctx } from '../../context.ts'
import type { SearchText } from './condition-queries.ts'
import { foldText, foldWords } from './word-queries.ts'
import { searchWords } from './words.ts'

/** What a query looks for. No text is refused: what holds no word can only be the beginning of a name. */
export async function readText({ db }: Pick<Ctx, 'db'>, query: string): Promise<SearchText> {
  if (query === '') return { kind: 'all' }
  const words = searchWords(await foldWords(db, query))
  if (words !== null) return { kind: 'words', words }
  const [row] = await foldText(db, query)
  return { kind: 'signs', folded: row?.folded ?? query }
}
