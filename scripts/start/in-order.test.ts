import { describe, expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

describe('inOrder', () => {
  it('holds a line until those before it have come', () => {
    const printed: string[] = []
    const add = inOrder((line) => printed.push(line))
    add(0, 'toolchain')
    add(2, 'Redis')
    add(3, 'migrations')
    expect(printed).toEqual(['toolchain'])
    add(1, 'PostgreSQL')
    expect(printed).toEqual(['toolchain', 'PostgreSQL', 'Redis', 'migrations'])
  })
})
