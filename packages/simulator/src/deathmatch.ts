import { AGENTS, type GameMap } from '@loadout/core/content'
import { buyGun, type Gun } from './arsenal.ts'
import { createDamageBook, type DamageBook } from './damage.ts'
import { randomUuid } from './identifiers.ts'
import type { Locator } from './locations.ts'
import {
  cosmeticsOf,
  drawCasts,
  identityOf,
  type MatchHeader,
  writeMatchInfo,
} from './match-document.ts'
import { DEATHMATCH_MODE } from './modes.ts'
import type { SimulatedPlayer } from './population.ts'
import type { Prng } from './prng.ts'
import type { Release } from './releases.ts'
import type {
  RiotKill,
  RiotMatchDocument,
  RiotPlayer,
  RiotRoundPlayer,
  RiotTeam,
} from './riot-document.ts'
import { NO_ABILITY, NO_ECONOMY, NO_SPIKE } from './round-document.ts'

export interface DeathmatchInput {
  readonly players: readonly SimulatedPlayer[]
  readonly map: GameMap
  readonly release: Release
  readonly locator: Locator
  readonly compact: boolean
  readonly header: Pick<MatchHeader, 'matchId' | 'region' | 'startedAt'>
}

const KILLS_TO_WIN = 40
const TIME_LIMIT_MS = 540_000
const COUNTDOWN_MS = 42_000
const KILL_POINTS = 150
const FULL_HEALTH = 150

interface Duelist {
  readonly player: SimulatedPlayer
  readonly kills: RiotKill[]
  deaths: number
  assists: number
}

/** Everybody against everybody: one round, each player a team, no economy and no round score. */
export function simulateDeathmatch(prng: Prng, input: DeathmatchInput): RiotMatchDocument {
  const duelists = input.players.map(
    (player): Duelist => ({ player, kills: [], deaths: 0, assists: 0 }),
  )
  const damage = createDamageBook(prng)
  const lengthMs = COUNTDOWN_MS + playOut(prng, { duelists, damage, locator: input.locator })
  const best = Math.max(...duelists.map((duelist) => duelist.kills.length))
  const winner = duelists.find((duelist) => duelist.kills.length === best)?.player.puuid ?? ''
  const header = {
    ...input.header,
    queueId: 'deathmatch',
    gameMode: DEATHMATCH_MODE,
    provisioningFlowId: 'Matchmaking',
    lengthMs,
  }
  return {
    matchInfo: writeMatchInfo(input, header),
    players: duelists.map((duelist, index) =>
      writeDuelist(prng, duelist, { lengthMs, damage: dealtBy(damage, index) }),
    ),
    coaches: [],
    teams: duelists.map((duelist) => writeTeam(duelist, winner)),
    roundResults: [
      {
        roundNum: 0,
        roundResult: 'Eliminated',
        roundCeremony: '',
        winningTeam: winner,
        ...NO_SPIKE,
        playerStats: duelists.map(
          (duelist, index): RiotRoundPlayer => ({
            puuid: duelist.player.puuid,
            kills: duelist.kills,
            damage: [...damage.of(index)].map(
              ([receiver, { damage: amount, legshots, bodyshots, headshots }]) => ({
                receiver: duelists[receiver]?.player.puuid ?? '',
                damage: amount,
                legshots,
                bodyshots,
                headshots,
              }),
            ),
            score: 0,
            economy: NO_ECONOMY,
            ...(!input.compact && { ability: NO_ABILITY }),
          }),
        ),
        roundResultCode: 'Elimination',
      },
    ],
  }
}

interface Arena {
  readonly duelists: readonly Duelist[]
  readonly damage: DamageBook
  readonly locator: Locator
}

/** Kills follow each other until one player has forty or time is up; returns the time played. */
function playOut(prng: Prng, arena: Arena): number {
  const weights = arena.duelists.map(({ player }) =>
    Math.exp(player.skill * 0.4 + prng.normal() * 0.5),
  )
  arena.locator.startRound()
  let atMs = 0
  while (atMs < TIME_LIMIT_MS) {
    atMs += prng.between(300, 3_400)
    const killer = prng.weighted(weights)
    const victim = (killer + 1 + prng.int(arena.duelists.length - 1)) % arena.duelists.length
    if (recordKill(prng, arena, { killer, victim, atMs }) >= KILLS_TO_WIN) return atMs
  }
  return TIME_LIMIT_MS
}

/** Adds one kill and returns how many the killer has now. */
function recordKill(
  prng: Prng,
  { duelists, damage, locator }: Arena,
  { killer, victim, atMs }: { killer: number; victim: number; atMs: number },
): number {
  const winner = duelists[killer]
  const loser = duelists[victim]
  if (winner === undefined || loser === undefined) throw new RangeError('no such player')
  const gun: Gun = buyGun(prng, 4_700)
  const helper = prng.int(duelists.length)
  const helped = prng.chance(0.2) && helper !== killer && helper !== victim
  if (helped) damage.deal({ dealer: helper, receiver: victim, amount: 40, gun })
  damage.deal({ dealer: killer, receiver: victim, amount: FULL_HEALTH - (helped ? 40 : 0), gun })
  const assistant = helped ? duelists[helper] : undefined
  if (assistant !== undefined) assistant.assists += 1
  loser.deaths += 1
  winner.kills.push({
    timeSinceGameStartMillis: COUNTDOWN_MS + atMs,
    timeSinceRoundStartMillis: atMs,
    killer: winner.player.puuid,
    victim: loser.player.puuid,
    victimLocation: locator.positionOf(victim, 'attack', atMs),
    assistants: assistant === undefined ? [] : [assistant.player.puuid],
    playerLocations: locator.lookAround(standing(duelists, victim), atMs),
    finishingDamage: { damageType: 'Weapon', damageItem: gun.item, isSecondaryFireMode: false },
  })
  return winner.kills.length
}

/** Everybody but the victim and, at any time, somebody who is waiting to come back. */
function standing(duelists: readonly Duelist[], victim: number) {
  const away = (victim * 5 + 3) % duelists.length
  return duelists.flatMap(({ player }, seat) =>
    seat === victim || seat === away
      ? []
      : [{ seat, puuid: player.puuid, side: seat % 2 === 0 ? 'attack' : 'defence' } as const],
  )
}

function writeDuelist(
  prng: Prng,
  duelist: Duelist,
  { lengthMs, damage }: { lengthMs: number; damage: number },
): RiotPlayer {
  const { player, kills, deaths, assists } = duelist
  return {
    ...identityOf(player, { teamId: player.puuid, partyId: randomUuid(prng) }),
    characterId: prng.pick(AGENTS).id,
    stats: {
      score: kills.length * KILL_POINTS + damage,
      roundsPlayed: 1,
      kills: kills.length,
      deaths,
      assists,
      playtimeMillis: lengthMs,
      abilityCasts: drawCasts(prng, 0),
    },
    competitiveTier: 0,
    isObserver: false,
    ...cosmeticsOf(player),
  }
}

function writeTeam({ player, kills }: Duelist, winner: string): RiotTeam {
  const won = player.puuid === winner
  return {
    teamId: player.puuid,
    won,
    roundsPlayed: 1,
    roundsWon: won ? 1 : 0,
    numPoints: kills.length,
  }
}

function dealtBy(damage: DamageBook, dealer: number): number {
  let sum = 0
  for (const hits of damage.of(dealer).values()) sum += hits.damage
  return sum
}
