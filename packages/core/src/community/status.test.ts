import { describe, expect, it } from 'vitest'
import { ACTIONS, STATUS, type Status, SUBJECT_KINDS } from './contract.ts'
import { actionTo, shownToAuthor, statusOf, subjectKindOf } from './status.ts'

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

describe('actionTo', () => {
  it('leads to every status', () => {
    for (const [action, status] of Object.entries(ACTIONS)) expect(actionTo(status)).toBe(action)
    for (const status of Object.keys(STATUS)) expect(() => actionTo(status as Status)).not.toThrow()
  })

  it('brings back what was in the shadows by restoring it', () => {
    expect(actionTo('shadowed')).toBe('restore')
    expect(shownToAuthor('shadowed')).toBe('visible')
  })
})
