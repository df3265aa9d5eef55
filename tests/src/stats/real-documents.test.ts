import { getMatch, listMatches, listRejected, matchesContract } from '@loadout/core/matches'
import { agentStats, rollupMatches, statsContract } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness, sumOfAgentTotals } from '../support/harness.ts'
import {
  haveRealDocuments,
  realDocuments,
  WITHOUT_REAL_DOCUMENTS,
} from '../support/real-documents.ts'

interface RawStats {
  readonly score: number
  readonly kills: number
  readonly deaths: number
  readonly assists: number
  readonly roundsPlayed?: number
}

interface RawMatch {
  readonly matchInfo?: { readonly matchId: string }
  readonly metadata?: { readonly match_id: string }
  readonly rounds?: readonly unknown[]
  readonly players: readonly {
    readonly puuid?: string
    readonly subject?: string
    readonly stats: RawStats | null
  }[]
}

const documents = realDocuments()
let harness: Harness

async function allMatches() {
  return listMatches(harness.ctx, matchesContract.listMatchesInput.parse({ limit: 100 }))
}

describe.skipIf(!haveRealDocuments)(
  `real documents (${haveRealDocuments ? documents.length : WITHOUT_REAL_DOCUMENTS})`,
  () => {
    beforeAll(async () => {
      harness = await createHarness()
      for (const { text, source } of documents) await harness.ingest([text], source)
      await rollupMatches(harness.ctx, {})
    })
    afterAll(() => harness.close())

    it('counts ten and keeps four with their reasons', async () => {
      expect((await allMatches()).items).toHaveLength(10)
      const { items } = await listRejected(harness.ctx, { limit: 100 })
      expect(items.map((row) => row.code).sort()).toEqual([
        'aborted',
        'custom',
        'custom',
        'no-rounds',
      ])
      expect(items.every((row) => row.kind === 'excluded')).toBe(true)
    })

    it("gives every player the document's own kills, deaths, assists, score and rounds", async () => {
      const raw = new Map(
        documents.map(({ text }) => {
          const document = JSON.parse(text) as RawMatch
          return [document.matchInfo?.matchId ?? document.metadata?.match_id, document]
        }),
      )
      for (const { id } of (await allMatches()).items) {
        const document = raw.get(id)
        const { players } = await getMatch(harness.ctx, { matchId: id })
        expect(players).toHaveLength(10)
        for (const player of players) {
          const own = document?.players.find(
            (row) => (row.puuid ?? row.subject) === player.puuid,
          )?.stats
          const { kills, deaths, assists, score, rounds } = player
          expect({ kills, deaths, assists, score, rounds }).toEqual({
            kills: own?.kills,
            deaths: own?.deaths,
            assists: own?.assists,
            score: own?.score,
            rounds: own?.roundsPlayed ?? document?.rounds?.length,
          })
        }
      }
    })

    it('divides a surrendered match by the rounds played', async () => {
      const { match, players } = await getMatch(harness.ctx, {
        matchId: '0c44a3d9-c26d-4175-a70e-030342c83435',
      })
      expect([match.surrendered, match.rounds, match.redScore, match.blueScore]).toEqual([
        true,
        13,
        5,
        7,
      ])
      const second = players.find((player) => player.score === 2582)
      expect(second?.acs).toBeCloseTo(2582 / 13, 10)
    })

    it('sums agents to the sum of players, exactly', async () => {
      const expected: Record<string, number> = {}
      const queues = new Set<string>()
      for (const { id, queue } of (await allMatches()).items) {
        queues.add(queue)
        const { players } = await getMatch(harness.ctx, { matchId: id })
        for (const player of players) {
          for (const name of [
            'rounds',
            'score',
            'kills',
            'deaths',
            'assists',
            'damage',
            'headshots',
            'bodyshots',
            'legshots',
            'firstBloods',
            'firstDeaths',
          ] as const) {
            expected[name] = (expected[name] ?? 0) + player[name]
          }
        }
      }
      expect(await sumOfAgentTotals(harness.ctx, [...queues])).toEqual(expected)
    })

    it('changes nothing when everything comes again, in another order', async () => {
      const before = await sumOfAgentTotals(harness.ctx, ['competitive'])
      for (const { text, source } of documents.toReversed()) {
        const report = await harness.ingest([text], source)
        expect(report.accepted).toBe(0)
      }
      expect(await sumOfAgentTotals(harness.ctx, ['competitive'])).toEqual(before)
      expect((await listRejected(harness.ctx, { limit: 100 })).items).toHaveLength(4)
    })

    it('keeps shares whole: slot rates of all agents sum to 1', async () => {
      const { items, matches } = await agentStats(
        harness.ctx,
        statsContract.agentStatsInput.parse({}),
      )
      expect(matches).toBe(7)
      expect(items.reduce((sum, item) => sum + item.slotRate.value, 0)).toBeCloseTo(1, 10)
      expect(items.reduce((sum, item) => sum + item.pickRate.value, 0)).toBeCloseTo(5, 10)
    })
  },
)
