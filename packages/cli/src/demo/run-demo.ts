import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, isLoadoutError, type Loadout } from '@loadout/client'
import { plural } from '../format.ts'
import { postMatches } from '../import/http-target.ts'
import { tell } from '../terminal.ts'
import { communityLines } from './community-lines.ts'
import { loadCommunity } from './demo-community.ts'
import { demoLines, demoSimulator, lastCountedId } from './demo-matches.ts'
import type { DemoPerson } from './demo-people.ts'
import { loadShop } from './demo-shop.ts'
import { roleBoardTable } from './role-board-table.ts'
import { shopLines } from './shop-lines.ts'

export interface DemoOptions {
  readonly url: string
  readonly key: string
  /** Matches to load. */
  readonly count: number
  readonly people: readonly DemoPerson[]
  /** Where the password of the people is kept. */
  readonly passwordFile: string
}

/** Maps that are shown beside all maps together. */
const MAPS_SHOWN = 3

const ROLLED_UP_WITHIN_MS = 30_000
const POLL_MS = 50

/**
 * Loads the demo's matches, its shop and its community through the HTTP door, unless they are there; returns the role
 * board as a table, and where the rest is looked at.
 */
export async function runDemo(options: DemoOptions): Promise<string> {
  const board = await loadMatches(options)
  const shop = await loadShop(options)
  if (shop.added > 0) tell(`${plural(shop.added, 'product')} added to the shop`)
  const { url, people, passwordFile } = options
  const community = await loadCommunity({ url, people, games: shop.games })
  if (community.added > 0) tell(`${plural(community.added, 'post')} added, with their threads`)
  const written = communityLines(url, { ...community, people, passwordFile })
  return [board, shopLines(url, shop), written].join('\n\n')
}

async function loadMatches({ url, key, count }: DemoOptions): Promise<string> {
  const client = createClient({ url, apiKey: key })
  const simulator = demoSimulator()
  if (!(await isLoaded(client, lastCountedId(simulator, count)))) {
    const report = await postMatches({ url, key, source: 'riot' }, demoLines(simulator, count))
    tell(`${report.accepted} of ${plural(count, 'simulated document')} accepted`)
  }
  if (!(await untilRolledUp(client))) {
    tell('The worker is not done with the matches yet: the board will grow.')
  }
  return roleBoardTable(await client.stats.roleBoard.query({ top: 1 }), MAPS_SHOWN)
}

async function isLoaded(client: Loadout, matchId: string | null): Promise<boolean> {
  if (matchId === null) return true
  try {
    await client.matches.get.query({ matchId })
    return true
  } catch (error) {
    if (isLoadoutError(error, 'MATCH_NOT_FOUND')) return false
    throw error
  }
}

async function untilRolledUp(client: Loadout): Promise<boolean> {
  const deadline = performance.now() + ROLLED_UP_WITHIN_MS
  while (performance.now() < deadline) {
    const { backlog } = await client.ops.health.query()
    if (backlog.rollup === 0) return true
    await sleep(POLL_MS)
  }
  return false
}
