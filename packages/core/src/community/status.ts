import {
  type ModerationStep,
  STATUS,
  STEPS,
  type Status,
  SUBJECT_KINDS,
  type SubjectKind,
} from './contract.ts'

const STATUS_NAMES = new Map<number, Status>(
  Object.entries(STATUS).map(([name, number]) => [number, name as Status]),
)
const STEP_NAMES = new Map<Status, ModerationStep>(
  Object.entries(STEPS).map(([name, status]) => [status, name as ModerationStep]),
)
const KIND_NAMES = new Map<number, SubjectKind>(
  Object.entries(SUBJECT_KINDS).map(([name, number]) => [number, name as SubjectKind]),
)

/** The status that a table holds as this number. Throws for any other number: a bug. */
export function statusOf(number: number): Status {
  return known(STATUS_NAMES, number)
}

/** The status as its author is told: who writes into the shadows does not learn of it. */
export function shownToAuthor<Known extends Status>(
  status: Known,
): Exclude<Known, 'shadowed'> | 'visible'
export function shownToAuthor(status: Status): Exclude<Status, 'shadowed'> {
  return status === 'shadowed' ? 'visible' : status
}

/** The kind of subject that a table holds as this number. Throws for any other number: a bug. */
export function subjectKindOf(number: number): SubjectKind {
  return known(KIND_NAMES, number)
}

/** The step that leads to this status. */
export function stepTo(status: Status): ModerationStep {
  return known(STEP_NAMES, status)
}

function known<Key, Name>(names: ReadonlyMap<Key, Name>, key: Key): Name {
  const name = names.get(key)
  if (name === undefined) throw new RangeError(`${key} stands for nothing`)
  return name
}
