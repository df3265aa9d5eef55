import { createPrng } from '@loadout/simulator'
import { describe, expect, it } from 'vitest'
import { ATELIER_FILES } from './atelier-files.ts'
import type { DirtKind } from './dirt-kinds.ts'
import { planDirt } from './dirt-plan.ts'

const ROWS = 50_000
const all = () => true

function drawAll(fits: (kind: DirtKind, row: number) => boolean = all) {
  const plan = planDirt(ATELIER_FILES.related, ROWS, createPrng('plan'))
  const drawn: { readonly kind: DirtKind; readonly row: number }[] = []
  for (let row = 0; row < ROWS; row += 1) {
    const kind = plan.draw(ROWS - row, (one) => fits(one, row))
    if (kind !== null) drawn.push({ kind, row })
  }
  return { plan, drawn, counts: Map.groupBy(drawn, ({ kind }) => kind) }
}

describe('planDirt', () => {
  it('draws each kind exactly as often as its rate says, at least once', () => {
    const { counts } = drawAll()
    for (const [kind, rate] of Object.entries(ATELIER_FILES.related.dirt)) {
      const count = Math.max(1, Math.round(rate * ROWS))
      expect(counts.get(kind as DirtKind), kind).toHaveLength(count)
    }
  })

  it('spreads it over the file', () => {
    const links = drawAll().counts.get('selfLink') ?? []
    const early = links.filter(({ row }) => row < ROWS / 2).length
    expect(early / links.length).toBeGreaterThan(0.3)
    expect(early / links.length).toBeLessThan(0.7)
  })

  it('keeps what does not fit for later rows', () => {
    const { counts } = drawAll((kind, row) => kind !== 'selfLink' || row > ROWS / 2)
    expect(counts.get('selfLink')).toHaveLength(Math.round(0.002 * ROWS))
  })

  it('says how many rows come on top', () => {
    const { plan, counts } = drawAll()
    const two = ['duplicateId', 'secondChance'] as const
    const extra = two.reduce((sum, kind) => sum + (counts.get(kind)?.length ?? 0), 0)
    expect(plan.extraRows).toBe(extra)
  })
})
