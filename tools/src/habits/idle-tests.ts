import { type CallExpression, Visitor } from 'oxc-parser'
import type { Finding } from '../gate.ts'
import type { SourceFile } from '../sources.ts'
import { testChain } from './test-chain.ts'

/** Focused, skipped without a reason, planned and empty tests: they are green and prove nothing. */
export function findIdleTests(file: SourceFile): readonly Finding[] {
  if (file.role !== 'test') return []
  const findings: Finding[] = []
  new Visitor({
    CallExpression: (node) => {
      const message = idleness(file, node)
      if (message === undefined) return
      const line = file.lineAt(node.start)
      findings.push({ path: file.path, line, rule: 'habits/idle-test', message })
    },
  }).visit(file.program)
  return findings
}

function idleness(file: SourceFile, call: CallExpression): string | undefined {
  const chain = testChain(call.callee)
  if (chain === undefined) return undefined
  if (chain.includes('only')) return 'a focused test keeps all others from running'
  if (chain.includes('todo')) return 'a planned test belongs in the issue tracker'
  if (chain.includes('skip') && !hasReason(file, call)) {
    return 'a skipped test says why in a comment on its line or the line above'
  }
  return isEmpty(call) ? 'an empty test proves nothing' : undefined
}

function hasReason({ comments, lineAt }: SourceFile, { start }: CallExpression): boolean {
  const line = lineAt(start)
  return comments.some((comment) => {
    const distance = line - lineAt(comment.end)
    return distance === 0 || distance === 1
  })
}

function isEmpty({ arguments: args }: CallExpression): boolean {
  const callback = args.at(-1)
  if (callback?.type !== 'ArrowFunctionExpression' && callback?.type !== 'FunctionExpression') {
    return false
  }
  return callback.body?.type === 'BlockStatement' && callback.body.body.length === 0
}
