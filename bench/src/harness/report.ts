import type { Machine } from './machine.ts'
import { median } from './statistics.ts'
import { formatNumber, table } from './table.ts'

/** What must hold for a figure: its median, or the median's ratio to the floor. */
export interface Target {
  readonly of: 'value' | 'ratio'
  readonly is: '>=' | '<='
  readonly bound: number
}

/** One measured quantity; `values` has one entry per run. */
export interface Figure {
  readonly name: string
  readonly unit: string
  readonly values: readonly number[]
  /** What the same machine does in the same run with as little as possible in between. */
  readonly floor?: { readonly name: string; readonly values: readonly number[] }
  readonly target?: Target
}

export interface ScenarioResult {
  readonly figures: readonly Figure[]
  /** What was done, with which sizes, and whatever a reader must know to trust the figures. */
  readonly notes: readonly string[]
}

export interface Report extends ScenarioResult {
  readonly scenario: string
  readonly startedAt: string
  readonly machine: Machine
}

/** The median over the runs, its ratio to the floor's median, and whether the target holds. */
export interface Summary {
  readonly median: number
  readonly floor: number | null
  readonly ratio: number | null
  readonly met: boolean | null
}

export function summarise({ values, floor, target }: Figure): Summary {
  const value = median(values)
  const floorValue = floor === undefined ? null : median(floor.values)
  const ratio = floorValue === null ? null : value / floorValue
  return { median: value, floor: floorValue, ratio, met: isMet(target, { value, ratio }) }
}

function isMet(
  target: Target | undefined,
  measured: { readonly value: number; readonly ratio: number | null },
): boolean | null {
  if (target === undefined) return null
  const number = target.of === 'value' ? measured.value : (measured.ratio ?? Number.NaN)
  return target.is === '>=' ? number >= target.bound : number <= target.bound
}

/** The report as the terminal shows it. */
export function renderReport(report: Report): string {
  const { machine } = report
  const rows = report.figures.map((figure) => {
    const { median: value, floor, ratio } = summarise(figure)
    return [
      figure.name,
      formatNumber(value),
      figure.unit,
      `${formatNumber(Math.min(...figure.values))}..${formatNumber(Math.max(...figure.values))}`,
      floor === null ? '' : `${formatNumber(floor)} (${figure.floor?.name})`,
      ratio === null ? '' : `${formatNumber(ratio)}x`,
      verdict(figure),
    ]
  })
  const head = ['figure', 'median', 'unit', 'range', 'floor', 'ratio', 'target']
  return [
    `\n${report.scenario}  ${report.startedAt}`,
    `${machine.cpu}, ${machine.cores} cores, load ${machine.load.join(' ')} -> ${machine.loadAfter.join(' ')}, Node ${machine.node}${machine.commit}`,
    table([head, ...rows]),
    ...report.notes.map((note) => `  ${note}`),
    '',
  ].join('\n')
}

/** The report as JSON, with the summaries beside the runs. */
export function serialiseReport(report: Report): string {
  const figures = report.figures.map((figure) => ({ ...figure, ...summarise(figure) }))
  return `${JSON.stringify({ ...report, figures }, null, 2)}\n`
}

function verdict(figure: Figure): string {
  const { target } = figure
  if (target === undefined) return ''
  const { met } = summarise(figure)
  const of = target.of === 'ratio' ? 'x' : ''
  return `${target.is} ${formatNumber(target.bound)}${of} ${met === true ? 'met' : 'MISSED'}`
}
