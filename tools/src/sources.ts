import { posix } from 'node:path'
import { type Comment, type Program, parseSync } from 'oxc-parser'
import { type Import, readImports } from './imports.ts'
import { type Project, projectOf } from './projects.ts'

/** `config` files are read or run by a tool, not by the product; `migration`s are never edited again. */
export type SourceRole = 'source' | 'test' | 'migration' | 'generated' | 'config'

/** One parsed TypeScript or JavaScript file. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly role: SourceRole
  readonly project: Project | undefined
  readonly program: Program
  readonly comments: readonly Comment[]
  readonly imports: readonly Import[]
  readonly lines: number
  /** 1-based line of an offset into the text. */
  readonly lineAt: (offset: number) => number
}

const CODE = /\.(?:ts|tsx|mts|mjs)$/

export function readSources(
  texts: ReadonlyMap<string, string>,
  projects: readonly Project[],
): readonly SourceFile[] {
  return [...texts]
    .filter(([path]) => CODE.test(path))
    .map(([path, text]) => readSource(path, text, projectOf(path, projects)))
}

/** Throws when the file does not parse: every other gate would be blind to it. */
function readSource(path: string, text: string, project: Project | undefined): SourceFile {
  const result = parseSync(path, text, { preserveParens: false })
  const [error] = result.errors
  if (error !== undefined) throw new Error(`${path} does not parse: ${error.message}`)
  const lineAt = lineFinder(text)
  return {
    path,
    text,
    role: roleOf(path),
    project,
    program: result.program,
    comments: result.comments,
    imports: readImports(result, text, lineAt),
    lines: lineAt(text.length) - (text.endsWith('\n') ? 1 : 0),
    lineAt,
  }
}

function roleOf(path: string): SourceRole {
  if (/\.(?:test|test-d|bench)\.tsx?$/.test(path)) return 'test'
  if (/(?:^|\/)(?:test|tests|testing|fixtures)\//.test(path)) return 'test'
  if (/\.config\.(?:ts|mts|mjs)$|^packages\/[^/]+\/scripts\//.test(path)) return 'config'
  if (path.includes('/migrations/') && posix.basename(path) !== 'index.ts') return 'migration'
  return /(?:\.gen\.ts$|\/generated\/)/.test(path) ? 'generated' : 'source'
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
