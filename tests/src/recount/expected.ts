import type { Sums } from './answers.ts'

/** `n` and value of a share, without the interval, which is made from the two. */
export function share(part: number, n: number) {
  return { n, value: n === 0 ? 0 : part / n }
}

const quotient = (sum: number, n: number) => (n === 0 ? 0 : sum / n)

/** A sum that has to be there: one that the recount lacks must not pass for nothing. */
export function createSum(sums: Sums) {
  return (name: string): number => {
    const value = sums[name]
    if (typeof value !== 'number') throw new Error(`the recount has no ${name}`)
    return value
  }
}

/** Every measure of games, written down from its definition. */
export function expectedMeasures(sums: Sums) {
  const of = createSum(sums)
  const rounds = of('rounds')
  const games = of('wins') + of('losses') + of('draws')
  const hits = of('headshots') + of('bodyshots') + of('legshots')
  const hard = (won: string) => [2, 3, 4, 5].reduce((sum, n) => sum + of(`clutch${n}${won}`), 0)
  const casts = of('cast_rounds')
  return {
    games,
    ...{ wins: of('wins'), losses: of('losses'), draws: of('draws') },
    winRate: share(of('wins'), games),
    kd: of('kills') / Math.max(1, of('deaths')),
    kda: (of('kills') + of('assists')) / Math.max(1, of('deaths')),
    acs: quotient(of('score'), rounds),
    adr: quotient(of('damage'), rounds),
    headshotRate: share(of('headshots'), hits),
    kast: share(of('kast_rounds'), rounds),
    roundWinRate: share(of('rounds_won'), rounds),
    attackRoundWinRate: share(of('attack_wins'), of('attack_rounds')),
    defenceRoundWinRate: share(of('defence_wins'), of('defence_rounds')),
    damageDelta: quotient(of('damage') - of('damage_received'), rounds),
    firstBloodRate: share(of('first_bloods'), rounds),
    firstDeathRate: share(of('first_deaths'), rounds),
    tradeKillRate: share(of('trade_kills'), of('kills')),
    tradedDeathRate: share(of('traded_deaths'), of('deaths')),
    multikills: {
      k2: 100 * quotient(of('k2'), rounds),
      k3: 100 * quotient(of('k3'), rounds),
      k4: 100 * quotient(of('k4'), rounds),
      k5: 100 * quotient(of('k5'), rounds),
    },
    clutches: {
      rate: share(hard('_won'), hard('')),
      against: [1, 2, 3, 4, 5].map((n) => share(of(`clutch${n}_won`), of(`clutch${n}`))),
    },
    plantsPerGame: quotient(of('plants'), games),
    defusesPerGame: quotient(of('defuses'), games),
    econRating: of('spent') === 0 ? null : (1_000 * of('priced_damage')) / of('spent'),
    castsPerRound:
      casts === 0
        ? null
        : {
            grenade: of('grenade_casts') / casts,
            ability1: of('ability1_casts') / casts,
            ability2: of('ability2_casts') / casts,
            ultimate: of('ultimate_casts') / casts,
          },
    totals: {
      ...{ rounds, score: of('score'), damage: of('damage') },
      ...{ kills: of('kills'), deaths: of('deaths'), assists: of('assists') },
      ...{ headshots: of('headshots'), bodyshots: of('bodyshots'), legshots: of('legshots') },
      ...{ firstBloods: of('first_bloods'), firstDeaths: of('first_deaths') },
    },
  }
}

export function expectedAgent(sums: Sums, matches: number) {
  const of = createSum(sums)
  const games = of('games')
  return {
    ...expectedMeasures(sums),
    nonMirrorWinRate: share(of('non_mirror_wins'), games - of('mirror_games')),
    slotRate: share(games, 10 * matches),
    pickRate: share(games, 2 * matches),
    presence: share(of('matches'), matches),
  }
}

export function expectedMap(sums: Sums, matches: number) {
  const of = createSum(sums)
  const played = of('sided_rounds')
  return {
    playRate: share(of('matches'), matches),
    ...{ matches: of('matches'), rounds: of('rounds'), draws: of('draws') },
    roundsPerMatch: of('rounds') / of('matches'),
    attackRoundWinRate: share(of('attack_wins'), played),
    defenceRoundWinRate: share(played - of('attack_wins'), played),
    roundEnds: {
      elimination: share(of('eliminations'), of('ended')),
      detonation: share(of('detonations'), of('ended')),
      defusal: share(of('defusals'), of('ended')),
      time: share(of('timeouts'), of('ended')),
    },
    plantRate: share(of('plants'), of('ended')),
    drawRate: share(of('draws'), of('matches')),
    surrenders: of('surrenders'),
    surrenderRate: share(of('surrenders'), of('matches')),
  }
}

export function expectedWeapon(sums: Sums, kills: number) {
  const of = createSum(sums)
  const rounds = of('rounds')
  const perRound = (sum: number) => (rounds === 0 ? null : sum / rounds)
  return {
    ...{ kills: of('kills'), games: of('games'), rounds },
    killShare: share(of('kills'), kills),
    headshotRate: share(of('headshots'), of('hits')),
    damagePerRound: perRound(of('damage')),
    killsPerRound: perRound(of('kills')),
  }
}

export function expectedTeam(sums: Sums) {
  const of = createSum(sums)
  return {
    ...{ games: of('games'), wins: of('wins'), draws: of('draws') },
    winRate: share(of('wins'), of('games')),
    roundWinRate: share(of('rounds_won'), of('rounds')),
  }
}
