/**
 * The raw VAL-MATCH-V1 document, field by field as Riot's endpoint returns it. Key order in the code that
 * builds these objects follows the real documents too, so that text size and compressibility match.
 */
export interface RiotMatchDocument {
  readonly matchInfo: RiotMatchInfo
  readonly players: readonly RiotPlayer[]
  readonly coaches: readonly RiotCoach[]
  /** Null in an aborted match. */
  readonly teams: readonly RiotTeam[] | null
  readonly roundResults: readonly RiotRound[] | null
}

export interface RiotMatchInfo {
  readonly matchId: string
  readonly mapId: string
  readonly gameVersion: string
  readonly gameLengthMillis: number | null
  readonly region: string
  readonly gameStartMillis: number
  readonly provisioningFlowId: string
  readonly isCompleted: boolean
  readonly customGameName: string
  readonly queueId: string
  readonly gameMode: string
  readonly isRanked: boolean
  readonly seasonId: string
  readonly premierMatchInfo: Readonly<Record<string, never>>
}

export interface RiotPlayer {
  readonly puuid: string
  readonly gameName: string
  readonly tagLine: string
  /** `Red`, `Blue`, `Neutral` for observers; the player's own puuid in a deathmatch. */
  readonly teamId: string
  readonly partyId: string
  readonly characterId: string | null
  readonly stats: RiotPlayerStats | null
  readonly competitiveTier: number
  readonly isObserver: boolean
  readonly playerCard: string
  readonly playerTitle: string
  readonly accountLevel: number
}

export interface RiotPlayerStats {
  readonly score: number
  readonly roundsPlayed: number
  readonly kills: number
  readonly deaths: number
  readonly assists: number
  readonly playtimeMillis: number
  readonly abilityCasts: RiotAbilityCasts | null
}

export interface RiotAbilityCasts {
  readonly grenadeCasts: number
  readonly ability1Casts: number
  readonly ability2Casts: number
  readonly ultimateCasts: number
}

export interface RiotCoach {
  readonly puuid: string
  readonly teamId: string
}

export interface RiotTeam {
  readonly teamId: string
  readonly won: boolean
  readonly roundsPlayed: number
  /** Includes the rounds a surrender awards. */
  readonly roundsWon: number
  /** Rounds won by play; kills in a deathmatch. */
  readonly numPoints: number
}

export interface RiotLocation {
  readonly x: number
  readonly y: number
}

export interface RiotPlayerLocation {
  readonly puuid: string
  readonly viewRadians: number
  readonly location: RiotLocation
}

export interface RiotRound {
  readonly roundNum: number
  readonly roundResult: string
  readonly roundCeremony: string
  readonly winningTeam: string
  /** `Attacker` or `Defender`; absent before release 12. */
  readonly winningTeamRole?: string
  readonly bombPlanter: string | null
  readonly bombDefuser: string | null
  readonly plantRoundTime: number
  readonly plantPlayerLocations: readonly RiotPlayerLocation[] | null
  readonly plantLocation: RiotLocation
  readonly plantSite: string
  readonly defuseRoundTime: number
  readonly defusePlayerLocations: readonly RiotPlayerLocation[] | null
  readonly defuseLocation: RiotLocation
  readonly playerStats: readonly RiotRoundPlayer[]
  readonly roundResultCode: string
}

export interface RiotRoundPlayer {
  readonly puuid: string
  readonly kills: readonly RiotKill[]
  readonly damage: readonly RiotDamage[]
  readonly score: number
  readonly economy: RiotEconomy
  /** Always there in real documents; left out of compact ones. */
  readonly ability?: RiotAbilityEffects
}

export interface RiotKill {
  readonly timeSinceGameStartMillis: number
  readonly timeSinceRoundStartMillis: number
  readonly killer: string
  readonly victim: string
  readonly victimLocation: RiotLocation
  readonly assistants: readonly string[]
  readonly playerLocations: readonly RiotPlayerLocation[]
  readonly finishingDamage: RiotFinishingDamage
}

export interface RiotFinishingDamage {
  /** `Weapon`, `Ability`, `Melee` or `Bomb`. */
  readonly damageType: string
  /** Upper-case weapon uuid, an ability slot, or empty for the spike. */
  readonly damageItem: string
  readonly isSecondaryFireMode: boolean
}

export interface RiotDamage {
  readonly receiver: string
  readonly damage: number
  readonly legshots: number
  readonly bodyshots: number
  readonly headshots: number
}

export interface RiotEconomy {
  readonly loadoutValue: number
  readonly weapon: string
  readonly armor: string
  readonly remaining: number
  readonly spent: number
}

export interface RiotAbilityEffects {
  readonly grenadeEffects: null
  readonly ability1Effects: null
  readonly ability2Effects: null
  readonly ultimateEffects: null
}
