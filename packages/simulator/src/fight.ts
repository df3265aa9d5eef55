import { CLASSIC } from './arsenal.ts'
import { createDamageBook, type DamageBook } from './damage.ts'
import type { Prng } from './prng.ts'
import type { RiotFinishingDamage } from './riot-document.ts'
import type { Seat } from './roster.ts'
import { FUSE_MS, type RoundPlan, type Side } from './round-plan.ts'

/** One kill, by seat. In a self kill the killer is the victim. */
export interface Kill {
  readonly atMs: number
  readonly killer: number
  readonly victim: number
  readonly assistants: readonly number[]
  /** Enemies of the killer that stood before the kill, the victim included. */
  readonly enemiesAlive: number
  /** Seats standing after the kill. */
  readonly alive: readonly number[]
  readonly finishingDamage: RiotFinishingDamage
}

export interface FightResult {
  readonly kills: readonly Kill[]
  readonly damage: DamageBook
  readonly planter: { readonly seat: number; readonly alive: readonly number[] } | null
  readonly defuser: { readonly seat: number; readonly alive: readonly number[] } | null
  readonly survivors: ReadonlySet<number>
}

export interface FightInput {
  readonly plan: RoundPlan
  readonly attackers: readonly Seat[]
  readonly defenders: readonly Seat[]
}

const SELF_KILL_CHANCE = 0.004
const TEAM_DAMAGE_CHANCE = 0.04
const SELF_DAMAGE_CHANCE = 0.05
const SPIKE_KILL_CHANCE = 0.3
const ABILITY_SLOTS = ['Ultimate', 'Ability1', 'Ability2', 'GrenadeAbility']
const TRADE_CHANCE = 0.5
const OWN_GRENADE = finishing('Ability', 'GrenadeAbility')
const SPIKE = finishing('Bomb', '')

/** Puts names to a round plan: who kills, assists, plants and defuses, and all the damage on the way. */
export function fight(prng: Prng, { plan, attackers, defenders }: FightInput): FightResult {
  const ground = createGround(prng, attackers, defenders)
  const kills: Kill[] = []
  let planter: FightResult['planter'] = null
  for (const [index, fall] of plan.falls.entries()) {
    if (plan.plant?.afterFalls === index)
      planter = { seat: ground.anyOf('attack'), alive: ground.alive() }
    skirmish(prng, ground)
    const previous = kills.at(-1)
    const kill = resolveFall(prng, { ground, side: fall.side, atMs: fall.atMs, previous })
    kills.push(kill)
    if (fall.thenRevive) ground.revive(kill.victim)
  }
  const defuser =
    plan.defuseAtMs === null ? null : { seat: ground.anyOf('defence'), alive: ground.alive() }
  if (plan.code === 'Detonate' && plan.plant !== null && prng.chance(SPIKE_KILL_CHANCE)) {
    kills.push(explode(prng, ground, plan.plant.atMs + FUSE_MS))
  }
  return { kills, damage: ground.damage, planter, defuser, survivors: new Set(ground.alive()) }
}

/** The state of a round while it is fought. */
interface Ground {
  readonly damage: DamageBook
  readonly standing: (side: Side) => readonly Seat[]
  readonly alive: () => number[]
  readonly anyOf: (side: Side) => number
  /** Health points and armour left. */
  readonly health: (seat: Seat) => number
  /** Enemy damage that `dealer` did to `receiver` since the receiver last stood up. */
  readonly dealt: (dealer: Seat, receiver: Seat) => number
  readonly shoot: (dealer: Seat, receiver: Seat, amount: number, withGun?: boolean) => void
  readonly fell: (seat: Seat) => void
  readonly revive: (seat: number) => void
}

function createGround(prng: Prng, attackers: readonly Seat[], defenders: readonly Seat[]): Ground {
  const damage = createDamageBook(prng)
  const down = new Set<number>()
  const lives = new Map<number, Map<number, number>>()
  const standing = (side: Side) =>
    (side === 'attack' ? attackers : defenders).filter((seat) => !down.has(seat.index))
  const everybody = [...attackers, ...defenders].map((seat) => seat.index).sort((a, b) => a - b)
  const taken = (seat: Seat) => {
    let sum = 0
    for (const amount of lives.get(seat.index)?.values() ?? []) sum += amount
    return sum
  }
  return {
    damage,
    standing,
    alive: () => everybody.filter((seat) => !down.has(seat)),
    anyOf: (side) => prng.pick(standing(side)).index,
    health: (seat) => 100 + seat.purse.armor.points - taken(seat),
    dealt: (dealer, receiver) => lives.get(receiver.index)?.get(dealer.index) ?? 0,
    shoot: (dealer, receiver, amount, withGun = true) => {
      const life = lives.get(receiver.index) ?? new Map<number, number>()
      lives.set(receiver.index, life)
      life.set(dealer.index, (life.get(dealer.index) ?? 0) + amount)
      const gun = withGun ? dealer.purse.gun : null
      damage.deal({ dealer: dealer.index, receiver: receiver.index, amount, gun })
    },
    fell: (seat) => down.add(seat.index),
    revive: (seat) => {
      down.delete(seat)
      lives.delete(seat)
    },
  }
}

/** Shots that kill nobody: chip damage on enemies, now and then on team mates or oneself. */
function skirmish(prng: Prng, ground: Ground): void {
  if (prng.chance(0.45)) {
    const side: Side = prng.chance(0.5) ? 'attack' : 'defence'
    chip(
      prng,
      ground,
      prng.pick(ground.standing(side)),
      prng.pick(ground.standing(otherSide(side))),
    )
  }
  const accident = prng.float()
  if (accident > TEAM_DAMAGE_CHANCE + SELF_DAMAGE_CHANCE) return
  const mates = ground.standing(prng.chance(0.5) ? 'attack' : 'defence')
  const dealer = prng.pick(mates)
  const receiver = accident < SELF_DAMAGE_CHANCE ? dealer : prng.pick(mates)
  const amount = prng.between(4, 30)
  if (ground.health(receiver) > amount) ground.shoot(dealer, receiver, amount, false)
}

function chip(prng: Prng, ground: Ground, dealer: Seat, receiver: Seat): void {
  const amount = Math.min(prng.between(14, 75), ground.health(receiver) - 8)
  if (amount > 0) ground.shoot(dealer, receiver, amount)
}

interface FallInput {
  readonly ground: Ground
  readonly side: Side
  readonly atMs: number
  readonly previous: Kill | undefined
}

function resolveFall(prng: Prng, { ground, side, atMs, previous }: FallInput): Kill {
  const candidates = ground.standing(side)
  const victim = drawVictim(prng, candidates, previous)
  if (prng.chance(SELF_KILL_CHANCE))
    return selfKill(ground, victim, { atMs, finishingDamage: OWN_GRENADE })
  const enemies = ground.standing(otherSide(side))
  const killer = drawByPower(prng, enemies, 0.75)
  const ability = prng.chance(0.06)
  const finishingDamage = ability
    ? finishing('Ability', prng.pick(ABILITY_SLOTS))
    : finishing('Weapon', weaponOf(prng, killer), prng.chance(0.04))
  const assistants = assist(prng, { ground, victim, mates: enemies, killer })
  ground.shoot(killer, victim, ground.health(victim), !ability)
  ground.fell(victim)
  return {
    atMs,
    killer: killer.index,
    victim: victim.index,
    assistants,
    enemiesAlive: candidates.length,
    alive: ground.alive(),
    finishingDamage,
  }
}

/** A kill is often answered at once: the last killer is the likeliest to fall next. */
function drawVictim(prng: Prng, candidates: readonly Seat[], previous: Kill | undefined): Seat {
  const exposed = candidates.find((seat) => seat.index === previous?.killer)
  if (exposed !== undefined && prng.chance(TRADE_CHANCE)) return exposed
  return drawByPower(prng, candidates, -0.35)
}

function drawByPower(prng: Prng, seats: readonly Seat[], weight: number): Seat {
  const index = prng.weighted(seats.map((seat) => Math.exp(seat.power * weight)))
  const seat = seats[index]
  if (seat === undefined) throw new RangeError('nobody is standing')
  return seat
}

interface AssistInput {
  readonly ground: Ground
  readonly victim: Seat
  readonly mates: readonly Seat[]
  readonly killer: Seat
}

/** Team mates of the killer who hurt the victim before, or who helped with an ability. */
function assist(prng: Prng, { ground, victim, mates, killer }: AssistInput): number[] {
  const assistants: number[] = []
  for (const mate of mates) {
    if (mate === killer) continue
    if (prng.chance(0.06)) chip(prng, ground, mate, victim)
    if (ground.dealt(mate, victim) > 0 || prng.chance(0.05)) assistants.push(mate.index)
  }
  return assistants
}

/** Most kills fall to the gun in hand; some to the free pistol after it ran dry. */
function weaponOf(prng: Prng, killer: Seat): string {
  return prng.chance(0.05) ? CLASSIC.item : killer.purse.gun.item
}

/** Enemies who hurt the victim before are its assistants, as in a kill by an enemy. */
function selfKill(
  ground: Ground,
  victim: Seat,
  { atMs, finishingDamage }: Pick<Kill, 'atMs' | 'finishingDamage'>,
): Kill {
  const side = ground.standing('attack').includes(victim) ? 'attack' : 'defence'
  const enemies = ground.standing(otherSide(side))
  const helpers = enemies.filter((enemy) => ground.dealt(enemy, victim) > 0)
  ground.shoot(victim, victim, ground.health(victim), false)
  ground.fell(victim)
  return {
    atMs,
    killer: victim.index,
    victim: victim.index,
    assistants: helpers.map((enemy) => enemy.index),
    enemiesAlive: enemies.length,
    alive: ground.alive(),
    finishingDamage,
  }
}

/** The spike takes one defender who stayed too close; documents write it as a self kill. */
function explode(prng: Prng, ground: Ground, atMs: number): Kill {
  return selfKill(ground, prng.pick(ground.standing('defence')), {
    atMs,
    finishingDamage: SPIKE,
  })
}

function finishing(
  damageType: string,
  damageItem: string,
  isSecondaryFireMode = false,
): RiotFinishingDamage {
  return { damageType, damageItem, isSecondaryFireMode }
}

function otherSide(side: Side): Side {
  return side === 'attack' ? 'defence' : 'attack'
}
