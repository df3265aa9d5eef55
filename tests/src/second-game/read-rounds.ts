import {
  type Cursor,
  type DocumentRound,
  type JsonObject,
  NOT_A_PLAYER,
  type Roster,
  RoundBuilder,
  type RoundResult,
  readAssistants,
  type Team,
} from '@loadout/core/sources'

interface RoundTools {
  readonly at: Cursor
  readonly roster: Roster
  /** The account in each seat. */
  readonly seats: readonly string[]
  readonly teamOf: (side: unknown) => Team | null
}

interface RoundContext extends RoundTools {
  readonly round: RoundBuilder
}

const RESULT_OF: ReadonlyMap<unknown, RoundResult> = new Map([
  ['wipe', 'elimination'],
  ['blast', 'detonate'],
  ['disarm', 'defuse'],
  ['clock', 'time'],
  ['forfeit', 'surrendered'],
])

const SLOT_OF: ReadonlyMap<unknown, string> = new Map([
  ['skill:1', 'ability1'],
  ['skill:2', 'ability2'],
  ['skill:3', 'grenadeability'],
  ['super', 'ultimate'],
])

export function readLanebreakRounds(root: JsonObject, tools: RoundTools): readonly DocumentRound[] {
  const rounds: DocumentRound[] = []
  tools.at.each(root.rounds, 'rounds', {
    visit: (item) => rounds.push(readRound(item, rounds.length, tools)),
    context: undefined,
  })
  return rounds
}

function readRound(item: JsonObject, index: number, tools: RoundTools): DocumentRound {
  const { at, roster } = tools
  if (at.count(item.n, 'n') !== index + 1) {
    at.fail('INCONSISTENT_DOCUMENT', 'n', `Expected round ${index + 1}`)
  }
  const head = {
    number: index,
    winner: tools.teamOf(item.won) ?? at.fail('INVALID_FIELD', 'won', 'Expected a side'),
    statedAttacker: null,
    result: RESULT_OF.get(item.by) ?? 'other',
    ceremony: null,
    ...readObjective(item, tools),
  }
  const round = new RoundBuilder(head, roster, at)
  if (head.result === 'surrendered') return round.finish()
  at.each(item.log, 'log', { visit: readEntry, context: { ...tools, round } })
  at.each(item.sheet, 'sheet', { visit: readSheet, context: { ...tools, round } })
  round.requireAllPlayers('sheet')
  return round.finish()
}

/** The plant and the disarm stand in the log, among what else happened. */
function readObjective(
  item: JsonObject,
  tools: RoundTools,
): Pick<DocumentRound, 'plant' | 'defuse'> {
  const { at } = tools
  let plant: DocumentRound['plant'] = null
  let defuse: DocumentRound['defuse'] = null
  at.each(item.log, 'log', {
    visit: (entry) => {
      if (entry.is !== 'plant' && entry.is !== 'disarm') return
      const player = playerIn(entry.by, 'by', tools)
      const atMs = at.amount(entry.ms, 'ms')
      if (entry.is === 'disarm') defuse = { player, atMs }
      else plant = { player, atMs, site: `lane ${at.count(entry.lane, 'lane')}` }
    },
    context: undefined,
  })
  return { plant, defuse }
}

function readEntry(entry: JsonObject, context: RoundContext): void {
  if (entry.is === 'ko') readKnockout(entry, context)
  if (entry.is === 'hit') readHit(entry, context)
}

function readKnockout(entry: JsonObject, context: RoundContext): void {
  const { at, round, roster, seats } = context
  const assistants = readAssistants(entry.help, {
    at,
    roster,
    idOf: (seat) => (typeof seat === 'number' ? seats[seat] : seat),
  })
  round.addKill({
    atMs: at.amount(entry.ms, 'ms'),
    killer: playerIn(entry.by, 'by', context),
    victim: playerIn(entry.on, 'on', context),
    assistants,
    weapon: SLOT_OF.get(entry.with) ?? at.contentId(entry.with, 'with'),
  })
}

function readHit(entry: JsonObject, context: RoundContext): void {
  const { at, round } = context
  const dealer = playerIn(entry.by, 'by', context)
  if (dealer === NOT_A_PLAYER) return
  round.addDamage({
    dealer,
    receiver: playerIn(entry.on, 'on', context),
    damage: at.amount(entry.damage, 'damage'),
    headshots: at.count(entry.head, 'head'),
    bodyshots: at.count(entry.body, 'body'),
    legshots: at.count(entry.legs, 'legs'),
  })
}

function readSheet(row: JsonObject, context: RoundContext): void {
  const { at, round } = context
  const player = playerIn(row.seat, 'seat', context)
  if (player === NOT_A_PLAYER) return
  round.addPlayer({
    player,
    score: at.amount(row.points, 'points'),
    spent: at.amount(row.spent, 'spent'),
    loadout: null,
    weapon: at.contentId(row.weapon, 'weapon'),
    armor: null,
  })
}

/** Index among the players of who sits in a seat. */
function playerIn(value: unknown, key: string, { at, roster, seats }: RoundTools): number {
  const account = seats[at.count(value, key)]
  if (account === undefined) at.fail('INVALID_FIELD', key, 'Nobody sits there')
  return roster.indexOf(account, key, at)
}
