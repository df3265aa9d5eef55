import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { API_FILE, generateApi } from '../scripts/generate-api.ts'

it('the committed API file is what the contracts say now', () => {
  const hint = 'stale: run `pnpm --filter @loadout/client generate` and review the difference'
  expect(readFileSync(API_FILE, 'utf8'), hint).toBe(generateApi())
})
