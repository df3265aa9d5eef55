import type { Team } from '../match-document.ts'
import type { Cursor } from './cursor.ts'
import { normaliseTeam } from './normalise.ts'
import { NOT_A_PLAYER, type Roster } from './roster.ts'

export const CEREMONY_MAX_LENGTH = 64
export const SITE_MAX_LENGTH = 16

export function readRoundWinner(value: unknown, key: string, at: Cursor): Team {
  if (value === undefined) at.fail('MISSING_FIELD', key, 'Expected Red or Blue')
  return normaliseTeam(value) ?? at.fail('INVALID_FIELD', key, 'Expected Red or Blue')
}

const NOBODY: readonly number[] = []

/** Players who assisted; people who do not play are left out, null is nobody. */
export function readAssistants(
  value: unknown,
  tools: {
    readonly at: Cursor
    readonly roster: Roster
    readonly idOf: (assistant: unknown) => unknown
  },
): readonly number[] {
  const { at, roster } = tools
  if (value === null) return NOBODY
  if (!Array.isArray(value)) {
    const code = value === undefined ? 'MISSING_FIELD' : 'INVALID_FIELD'
    return at.fail(code, 'assistants', 'Expected a list')
  }
  if (value.length === 0) return NOBODY
  const assistants: number[] = []
  at.enter('assistants')
  for (let index = 0; index < value.length; index++) {
    const player = roster.indexOf(tools.idOf(value[index]), String(index), at)
    if (player !== NOT_A_PLAYER && !assistants.includes(player)) assistants.push(player)
  }
  at.leave()
  return assistants
}
