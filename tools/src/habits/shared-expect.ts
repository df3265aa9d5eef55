import { type ImportDeclaration, Visitor } from 'oxc-parser'
import type { Finding } from '../gate.ts'
import type { SourceFile } from '../sources.ts'
import { testChain } from './test-chain.ts'

const MESSAGE =
  'concurrent tests take `expect` from their context: the imported one belongs to whichever test began last'

/** Files of concurrent tests that import `expect`: `expect.poll` of one fails when another one ends. */
export function findSharedExpect(file: SourceFile): readonly Finding[] {
  if (file.role !== 'test') return []
  let isConcurrent = false
  const shared: ImportDeclaration[] = []
  new Visitor({
    CallExpression: ({ callee }) => {
      isConcurrent ||= testChain(callee)?.includes('concurrent') ?? false
    },
    ImportDeclaration: (node) => {
      if (node.source.value === 'vitest' && namesExpect(node)) shared.push(node)
    },
  }).visit(file.program)
  if (!isConcurrent) return []
  return shared.map(({ start }) => ({
    path: file.path,
    line: file.lineAt(start),
    rule: 'habits/shared-expect',
    message: MESSAGE,
  }))
}

function namesExpect({ specifiers }: ImportDeclaration): boolean {
  return specifiers.some(({ local }) => local.name === 'expect')
}
