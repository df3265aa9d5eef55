import type { Expression } from 'oxc-parser'
import { nameOf } from '../budgets/syntax.ts'

const TEST_FUNCTIONS = new Set(['bench', 'describe', 'it', 'suite', 'test'])

/** `['it', 'concurrent', 'skip']` of `it.concurrent.skip`; undefined when it is no test function. */
export function testChain(callee: Expression): readonly string[] | undefined {
  const name = nameOf(callee)
  if (name !== undefined) return TEST_FUNCTIONS.has(name) ? [name] : undefined
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined
  const chain = testChain(callee.object)
  return chain && [...chain, callee.property.name]
}
