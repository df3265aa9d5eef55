import type { DamageBook } from './damage.ts'
import type { FightResult, Kill } from './fight.ts'
import type { LocatedPlayer } from './locations.ts'
import type { MatchContext } from './match-context.ts'
import { opponentOf, type RoundTeam } from './modes.ts'
import type {
  RiotAbilityEffects,
  RiotDamage,
  RiotEconomy,
  RiotKill,
  RiotPlayerLocation,
  RiotRound,
  RiotRoundPlayer,
} from './riot-document.ts'
import type { Seat } from './roster.ts'
import type { RoundCode, RoundPlan, Side } from './round-plan.ts'

/** First major release whose documents say which role the winners had. */
const ROLE_STATED_FROM = 12

const RESULT_TEXTS: Readonly<Record<RoundCode, string>> = {
  Elimination: 'Eliminated',
  Detonate: 'Bomb detonated',
  Defuse: 'Bomb defused',
  '': 'Round timer expired',
}

export const NO_ECONOMY: RiotEconomy = {
  loadoutValue: 0,
  weapon: '',
  armor: '',
  remaining: 0,
  spent: 0,
}

export const NO_ABILITY: RiotAbilityEffects = {
  grenadeEffects: null,
  ability1Effects: null,
  ability2Effects: null,
  ultimateEffects: null,
}

const NOWHERE = { x: 0, y: 0 }

/** The fields of a round without spike, shared by filler rounds and deathmatches. */
export const NO_SPIKE = {
  bombPlanter: null,
  bombDefuser: null,
  plantRoundTime: 0,
  plantPlayerLocations: null,
  plantLocation: NOWHERE,
  plantSite: '',
  defuseRoundTime: 0,
  defusePlayerLocations: null,
  defuseLocation: NOWHERE,
} as const

type SpikeFields = Pick<RiotRound, keyof typeof NO_SPIKE>

export interface RoundRecord {
  readonly number: number
  readonly startMs: number
  readonly attackers: RoundTeam
  readonly winner: RoundTeam
  readonly plan: RoundPlan
  readonly result: FightResult
  readonly scores: readonly number[]
  readonly economy: readonly RiotEconomy[]
  readonly ceremony: string
}

/** Writes a played round in the shape of the official document. */
export function writeRound(context: MatchContext, record: RoundRecord): RiotRound {
  const { plan, winner, attackers } = record
  const site = context.locator.startRound()
  const kills = writeKills(context, record)
  return {
    roundNum: record.number,
    roundResult: RESULT_TEXTS[plan.code],
    roundCeremony: record.ceremony,
    winningTeam: winner,
    ...(context.release.major >= ROLE_STATED_FROM && {
      winningTeamRole: winner === attackers ? 'Attacker' : 'Defender',
    }),
    ...writeSpike(context, record, site),
    playerStats: context.seats.map(
      (seat): RiotRoundPlayer => ({
        puuid: seat.player.puuid,
        kills: kills.get(seat.index) ?? [],
        damage: writeDamage(context.seats, record.result.damage, seat.index),
        score: record.scores[seat.index] ?? 0,
        economy: record.economy[seat.index] ?? NO_ECONOMY,
        ...(!context.compact && { ability: NO_ABILITY }),
      }),
    ),
    roundResultCode: plan.code,
  }
}

/** A round that a surrender awards: everybody is listed, nothing happened. */
export function writeFillerRound(
  context: MatchContext,
  number: number,
  winner: RoundTeam,
): RiotRound {
  return {
    roundNum: number,
    roundResult: 'Surrendered',
    roundCeremony: '',
    winningTeam: winner,
    ...NO_SPIKE,
    playerStats: context.seats.map(
      (seat): RiotRoundPlayer => ({
        puuid: seat.player.puuid,
        kills: [],
        damage: [],
        score: 0,
        economy: NO_ECONOMY,
        ...(!context.compact && { ability: NO_ABILITY }),
      }),
    ),
    roundResultCode: 'Surrendered',
  }
}

function writeSpike(context: MatchContext, record: RoundRecord, site: string): SpikeFields {
  const { plan, result } = record
  if (plan.plant === null || result.planter === null) return NO_SPIKE
  const puuidOf = (seat: number) => context.seats[seat]?.player.puuid ?? null
  const spot = context.locator.spike()
  const defused = plan.defuseAtMs !== null && result.defuser !== null
  return {
    bombPlanter: puuidOf(result.planter.seat),
    bombDefuser: result.defuser === null ? null : puuidOf(result.defuser.seat),
    plantRoundTime: plan.plant.atMs,
    plantPlayerLocations: lookAround(context, record, {
      alive: result.planter.alive,
      atMs: plan.plant.atMs,
    }),
    plantLocation: spot,
    plantSite: site,
    defuseRoundTime: plan.defuseAtMs ?? 0,
    defusePlayerLocations: defused
      ? lookAround(context, record, { alive: result.defuser.alive, atMs: plan.defuseAtMs })
      : null,
    defuseLocation: defused ? spot : NOWHERE,
  }
}

function writeKills(
  context: MatchContext,
  record: RoundRecord,
): ReadonlyMap<number, readonly RiotKill[]> {
  const byKiller = new Map<number, RiotKill[]>()
  for (const kill of record.result.kills) {
    const list = byKiller.get(kill.killer) ?? []
    byKiller.set(kill.killer, list)
    list.push(writeKill(context, record, kill))
  }
  return byKiller
}

function writeKill(context: MatchContext, record: RoundRecord, kill: Kill): RiotKill {
  const puuidOf = (seat: number) => context.seats[seat]?.player.puuid ?? ''
  const side = sideOf(context.seats[kill.victim], record.attackers)
  return {
    timeSinceGameStartMillis: record.startMs + kill.atMs,
    timeSinceRoundStartMillis: kill.atMs,
    killer: puuidOf(kill.killer),
    victim: puuidOf(kill.victim),
    victimLocation: context.locator.positionOf(kill.victim, side, kill.atMs),
    assistants: kill.assistants.map(puuidOf),
    playerLocations: lookAround(context, record, kill),
    finishingDamage: kill.finishingDamage,
  }
}

function lookAround(
  context: MatchContext,
  record: RoundRecord,
  { alive, atMs }: { alive: readonly number[]; atMs: number },
): RiotPlayerLocation[] {
  if (context.compact) return []
  const players = alive.flatMap((index): LocatedPlayer[] => {
    const seat = context.seats[index]
    if (seat === undefined) return []
    return [{ seat: index, puuid: seat.player.puuid, side: sideOf(seat, record.attackers) }]
  })
  return context.locator.lookAround(players, atMs)
}

/** What one player did to others; `seats` are in the order the damage book counts in. */
export function writeDamage(
  seats: readonly Pick<Seat, 'player'>[],
  damage: DamageBook,
  dealer: number,
): RiotDamage[] {
  return [...damage.of(dealer)].map(([receiver, hits]) => ({
    receiver: seats[receiver]?.player.puuid ?? '',
    damage: hits.damage,
    legshots: hits.legshots,
    bodyshots: hits.bodyshots,
    headshots: hits.headshots,
  }))
}

function sideOf(seat: Seat | undefined, attackers: RoundTeam): Side {
  return (seat?.team ?? opponentOf(attackers)) === attackers ? 'attack' : 'defence'
}
