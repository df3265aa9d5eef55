import { type Expression, type Span, Visitor, type VisitorObject } from 'oxc-parser'
import { mayHoldSql } from '../boundaries/file-roles.ts'
import type { Finding } from '../gate.ts'
import type { SourceFile } from '../sources.ts'
import { calledMethod, isProcessEnv, lastName, nameOf } from './syntax.ts'

/** The one file of each process that reads its environment. */
const ENV_FILES =
  /^(?:packages\/(?:api|worker|cli)\/src|bench\/src|scripts|tools\/src)\/env\.ts$|^scripts\/boot(?:\/env)?\.mjs$/

const QUERY_STARTERS = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
])

/** BullMQ getters that return every job of a state unless they are given a range. */
const QUEUE_GETTERS = /^get(?:Active|Completed|Delayed|Failed|Prioritized|Waiting|WaitingChildren)$/

/** Code no source file may hold. `any`, `!`, console and @ts-ignore are biome's. */
export function findBanned(file: SourceFile): readonly Finding[] {
  if (file.role !== 'source' && file.role !== 'migration') return []
  const findings: Finding[] = []
  const report: Report = (rule, { start }, message) => {
    findings.push({ path: file.path, line: file.lineAt(start), rule: `budgets/${rule}`, message })
  }
  for (const rules of [castRules, environmentRules, sqlRules, queueRules, productRules]) {
    new Visitor(rules(file, report)).visit(file.program)
  }
  findUncheckedComments(file, report)
  return findings
}

type Report = (rule: string, node: Span, message: string) => void
type Rules = (file: SourceFile, report: Report) => VisitorObject

const castRules: Rules = (_, report) => ({
  TSAsExpression: (node) => {
    if (node.expression.type !== 'TSAsExpression') return
    if (node.expression.typeAnnotation.type !== 'TSUnknownKeyword') return
    report('double-cast', node, '`as unknown as` hides a type error: parse, narrow or fix the type')
  },
})

const environmentRules: Rules = ({ path }, report) => ({
  MemberExpression: (node) => {
    if (!isProcessEnv(node) || ENV_FILES.test(path)) return
    report('process-env', node, 'process.env is read in one file per process, its env.ts')
  },
})

const sqlRules: Rules = (file, report) => ({
  CallExpression: (node) => {
    const { object, method } = calledMethod(node)
    const [argument] = node.arguments
    if (nameOf(object) === 'sql' && (method === 'raw' || method === 'lit')) {
      if (argument?.type === 'Literal') return
      report('raw-sql', node, `sql.${method} with anything but a literal is an injection`)
    }
    if (method === undefined || !QUERY_STARTERS.has(method) || mayHoldSql(file)) return
    report('sql-place', node, `${method}() belongs in queries.ts or db/`)
  },
})

const queueRules: Rules = (_, report) => ({
  CallExpression: (node) => {
    const { object, method = '' } = calledMethod(node)
    const count = node.arguments.length
    if ((QUEUE_GETTERS.test(method) && count < 2) || (method === 'getJobs' && count < 3)) {
      report('unbounded-getter', node, `${method}() without a range loads every job`)
    }
    if (isRedis(object) && /^(?:keys|[hsz]?scan(?:Stream|Iterator)?)$/.test(method)) {
      report('redis-walk', node, `${method}() walks the key space of Redis`)
    }
  },
})

/** Rules for what ships; scripts, tools and benchmarks may roll dice and sleep. */
const productRules: Rules = ({ path }, report) => {
  if (!path.startsWith('packages/')) return {}
  return {
    CallExpression: (node) => {
      const { object, method } = calledMethod(node)
      if (nameOf(object) !== 'Math' || method !== 'random') return
      report(
        'random',
        node,
        'Math.random is neither secret nor repeatable: pass a source of chance',
      )
    },
    ExpressionStatement: ({ expression }) => {
      if (expression.type !== 'CallExpression') return
      const name = nameOf(expression.callee)
      if (name !== 'setTimeout' && name !== 'setInterval') return
      // A delay of 0 means the end of this turn, not a deadline.
      const delay = expression.arguments[1]
      if (name === 'setTimeout' && delay?.type === 'Literal' && delay.value === 0) return
      report('timer', expression, `nobody owns this ${name}: keep its handle and clear it`)
    },
  }
}

function findUncheckedComments({ comments }: SourceFile, report: Report): void {
  for (const comment of comments) {
    if (/^\s*@ts-nocheck/.test(comment.value)) report('ts-nocheck', comment, 'turns types off')
    if (/^\s*@ts-expect-error\W*$/.test(comment.value)) {
      report('ts-expect-error', comment, '@ts-expect-error says no reason')
    }
  }
}

/** Maps have `keys()` as well: the name of the connection tells them apart. */
function isRedis(object: Expression | undefined): boolean {
  return /redis|connection|pipeline|multi/i.test(lastName(object) ?? '')
}
