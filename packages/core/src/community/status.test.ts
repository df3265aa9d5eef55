import { describe, expect, it } from 'vitest'
import { STATUS, STEPS, SUBJECT_KINDS } from './contract.ts'
import { shownToAuthor, statusOf, stepTo, subjectKindOf } from './status.ts'

describe('numbers of tables', () => {
  it('stand for the names of the contract', () => {
    for (const [name, number] of Object.entries(STATUS)) expect(statusOf(number)).toBe(name)
    for (const [name, number] of Object.entries(SUBJECT_KINDS)) {
      expect(subjectKindOf(number)).toBe(name)
    }
  })

  it('are those: others are a bug', () => {
    expect(() => statusOf(5)).toThrow(RangeError)
    expect(() => subjectKindOf(0)).toThrow(RangeError)
  })
})

describe('stepTo', () => {
  it('leads to every status', () => {
    for (const [step, status] of Object.entries(STEPS)) expect(stepTo(status)).toBe(step)
    expect(Object.values(STEPS).sort()).toEqual(Object.keys(STATUS).sort())
  })
})

describe('shownToAuthor', () => {
  it('says nothing of the shadows', () => {
    expect(shownToAuthor('shadowed')).toBe('visible')
    for (const status of ['visible', 'held', 'hidden', 'deleted'] as const) {
      expect(shownToAuthor(status)).toBe(status)
    }
  })
})
