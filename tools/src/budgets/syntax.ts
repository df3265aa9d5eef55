import type { CallExpression, Expression, MemberExpression } from 'oxc-parser'

/** Object and method of `object.method(...)`, both undefined for any other call. */
export function calledMethod({ callee }: CallExpression): {
  readonly object?: Expression
  readonly method?: string
} {
  if (callee.type !== 'MemberExpression' || callee.computed) return {}
  if (callee.property.type !== 'Identifier') return {}
  return { object: callee.object, method: callee.property.name }
}

/** The name of an identifier, undefined for any other expression. */
export function nameOf(expression: Expression | undefined): string | undefined {
  return expression?.type === 'Identifier' ? expression.name : undefined
}

/** The name nearest to the dot: `redis` of `redis` and of `this.deps.redis`. */
export function lastName(expression: Expression | undefined): string | undefined {
  if (expression?.type !== 'MemberExpression') return nameOf(expression)
  return expression.property.type === 'Identifier' ? expression.property.name : undefined
}

/** `process.env`, also as `globalThis.process.env`. */
export function isProcessEnv({ object, property }: MemberExpression): boolean {
  if (property.type !== 'Identifier' || property.name !== 'env') return false
  return lastName(object) === 'process'
}
