import { type ArrowFunctionExpression, type Function as FunctionNode, Visitor } from 'oxc-parser'
import type { Finding, GateReport, Metric } from '../gate.ts'
import type { SourceFile } from '../sources.ts'
import { LIMITS } from './limits.ts'
import { percentile } from './percentile.ts'

/** Lines of files and functions. Tests have no such budget: a long table of cases is a good one. */
export function checkSizes(files: readonly SourceFile[]): GateReport {
  const sources = files.filter(({ role }) => role === 'source')
  return join([checkFiles(sources), checkRouters(sources), checkFunctions(sources)])
}

function checkFiles(files: readonly SourceFile[]): GateReport {
  const sizes = files.map(({ lines }) => lines)
  const { median, p95, max } = LIMITS.fileLines
  const tooLong = files.filter(({ lines }) => lines > max)
  const metrics = [
    { name: 'file lines, median', value: percentile(sizes, 0.5), limit: median },
    { name: 'file lines, p95', value: percentile(sizes, 0.95), limit: p95 },
    { name: 'file lines, max', value: Math.max(0, ...sizes), limit: max },
  ]
  return {
    metrics: metrics.map(toMetric),
    findings: [
      ...overLimit(metrics.slice(0, 2), 'budgets/file-lines'),
      ...tooLong.map(({ path, lines }) => ({
        path,
        rule: 'budgets/file-lines',
        message: `${lines} lines, at most ${max}`,
      })),
    ],
  }
}

function checkRouters(files: readonly SourceFile[]): GateReport {
  const routers = files.filter(({ path }) => path.startsWith('packages/api/src/routers/'))
  const findings = routers
    .filter(({ lines }) => lines > LIMITS.routerLines)
    .map(({ path, lines }) => ({
      path,
      rule: 'budgets/router-lines',
      message: `${lines} lines, at most ${LIMITS.routerLines} in a router`,
    }))
  return { findings }
}

interface FunctionSize {
  readonly path: string
  readonly line: number
  readonly lines: number
}

function checkFunctions(files: readonly SourceFile[]): GateReport {
  const functions = files.flatMap(measureFunctions)
  const sizes = functions.map(({ lines }) => lines)
  const { p95, max } = LIMITS.functionLines
  const metrics = [
    { name: 'function lines, p95', value: percentile(sizes, 0.95), limit: p95 },
    { name: 'function lines, max', value: Math.max(0, ...sizes), limit: max },
  ]
  const tooLong = functions.filter(({ lines }) => lines > max)
  return {
    metrics: metrics.map(toMetric),
    findings: [
      ...overLimit(metrics.slice(0, 1), 'budgets/function-lines'),
      ...tooLong.map(({ path, line, lines }) => ({
        path,
        line,
        rule: 'budgets/function-lines',
        message: `function of ${lines} lines, at most ${max}`,
      })),
    ],
  }
}

/** One-expression arrows are left out: thousands of them would flatter the percentile. */
export function measureFunctions({ path, program, lineAt }: SourceFile): readonly FunctionSize[] {
  const sizes: FunctionSize[] = []
  const measure = ({ body, start, end }: FunctionNode | ArrowFunctionExpression) => {
    if (body === null || body.type !== 'BlockStatement') return
    sizes.push({ path, line: lineAt(start), lines: lineAt(end) - lineAt(start) + 1 })
  }
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(program)
  return sizes
}

interface Measurement {
  readonly name: string
  readonly value: number
  readonly limit: number
}

function overLimit(metrics: readonly Measurement[], rule: string): readonly Finding[] {
  return metrics
    .filter(({ value, limit }) => value > limit)
    .map(({ name, value, limit }) => ({
      path: '.',
      rule,
      message: `${name}: ${value}, at most ${limit}`,
    }))
}

function toMetric({ name, value, limit }: Measurement): Metric {
  return { name, measured: String(value), budget: `<= ${limit}` }
}

function join(reports: readonly GateReport[]): GateReport {
  return {
    findings: reports.flatMap(({ findings }) => findings),
    metrics: reports.flatMap(({ metrics }) => metrics ?? []),
  }
}
