import { describe, expect, it } from 'vitest'
import { type Figure, type Report, renderReport, serialiseReport, summarise } from './report.ts'

const figure: Figure = {
  name: 'parse',
  unit: 'MB/s',
  values: [100, 140, 120],
  floor: { name: 'JSON.parse', values: [200, 260, 240] },
  target: { of: 'ratio', is: '>=', bound: 0.45 },
}

const report: Report = {
  scenario: 'parse',
  startedAt: '2030-01-01T00:00:00.000Z',
  machine: {
    cpu: 'A CPU',
    cores: 2,
    load: [0.5, 0.4, 0.3],
    loadAfter: [1, 0.5, 0.3],
    node: '24.0.0',
    commit: '',
  },
  figures: [figure, { name: 'plain', unit: 'ms', values: [1] }],
  notes: ['three files'],
}

describe('summarise', () => {
  it('compares medians', () => {
    expect(summarise(figure)).toEqual({ median: 120, floor: 240, ratio: 0.5, met: true })
  })

  it('says when a target is missed', () => {
    const target = { of: 'value', is: '<=', bound: 119 } as const
    expect(summarise({ ...figure, target }).met).toBe(false)
  })

  it('judges nothing without a target, and never meets a ratio without a floor', () => {
    expect(summarise({ name: 'a', unit: 's', values: [1] }).met).toBeNull()
    const { floor: _, ...withoutFloor } = figure
    expect(summarise(withoutFloor).met).toBe(false)
  })
})

describe('renderReport', () => {
  it('shows machine, figures, floors and notes', () => {
    const text = renderReport(report)
    expect(text).toContain('A CPU, 2 cores, load 0.5 0.4 0.3 -> 1 0.5 0.3, Node 24.0.0')
    expect(text).toMatch(/parse +120 +MB\/s +100\.\.140 +240 \(JSON\.parse\) +0\.5x +>= 0\.45x met/)
    expect(text).toContain('three files')
  })
})

describe('serialiseReport', () => {
  it('holds the runs and the summaries', () => {
    const parsed: { figures: unknown[] } = JSON.parse(serialiseReport(report))
    expect(parsed.figures[0]).toMatchObject({ values: [100, 140, 120], median: 120, ratio: 0.5 })
  })
})
