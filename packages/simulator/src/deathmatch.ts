import { buyGun } from './arsenal.ts'
import { createDamageBook, type DamageBook } from './damage.ts'
import { type DeathmatchInput, type Duelist, writeDeathmatch } from './deathmatch-document.ts'
import type { Locator } from './locations.ts'
import type { SimulatedPlayer } from './population.ts'
import type { Prng } from './prng.ts'
import type { RiotMatchDocument } from './riot-document.ts'

const KILLS_TO_WIN = 40
const TIME_LIMIT_MS = 540_000
const COUNTDOWN_MS = 42_000
const FULL_HEALTH = 150

/** Everybody against everybody until one player has forty kills or nine minutes have passed. */
export function simulateDeathmatch(
  prng: Prng,
  input: DeathmatchInput & {
    readonly players: readonly SimulatedPlayer[]
    readonly locator: Locator
  },
): RiotMatchDocument {
  const duelists = input.players.map(
    (player): Duelist => ({ player, kills: [], deaths: 0, assists: 0 }),
  )
  const damage = createDamageBook(prng)
  const playedMs = playOut(prng, { duelists, damage, locator: input.locator })
  return writeDeathmatch(prng, input, { duelists, damage, lengthMs: COUNTDOWN_MS + playedMs })
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
  const pause = () => prng.between(300, 3_400)
  for (let atMs = pause(); atMs <= TIME_LIMIT_MS; atMs += pause()) {
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
  const gun = buyGun(prng, 4_700)
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
