import { type Comment, parseSync } from 'oxc-parser'
import type { Finding } from '../gate.ts'
import type { SourceFile } from '../sources.ts'

/** Plans without an issue, and code that was switched off instead of deleted. */
export function findDeadComments(file: SourceFile): readonly Finding[] {
  return file.comments.flatMap((comment) => {
    const message = verdict(comment)
    if (message === undefined) return []
    const line = file.lineAt(comment.start)
    return [{ path: file.path, line, rule: 'habits/comment', message }]
  })
}

function verdict(comment: Comment): string | undefined {
  const { value } = comment
  if (/\b(?:TODO|FIXME|XXX|HACK)\b/.test(value) && !/#\d+|https?:\/\//.test(value)) {
    return 'a plan needs its issue: #123 or an address'
  }
  return isCode(comment) ? 'commented-out code: delete it, git remembers' : undefined
}

/** How a line of code starts or ends that no sentence does. */
const CODE_SHAPE =
  /^(?:(?:export )?(?:const|let|var|async function|function|class|interface) [\w{[]|import .*['"]|return .*[()[\]{}.;]|await \w+.*\(|if \(.*\) *(?:\{|return|throw)|\w+(?:\.\w+)+\(.*\);?$)/

/** Documentation (`/**`) holds examples on purpose. */
function isCode({ type, value }: Comment): boolean {
  const text = value.trim()
  if (type === 'Block' && value.startsWith('*')) return false
  return CODE_SHAPE.test(text) && parses(text)
}

/** The shape alone would catch "const assertions keep it narrow"; a parser does not. */
function parses(text: string): boolean {
  const balanced = text.endsWith('{') ? `${text}}` : text
  const wrapped = /^(?:import|export) /.test(text) ? balanced : `async () => {${balanced}\n}`
  return parseSync('comment.ts', wrapped).errors.length === 0
}
