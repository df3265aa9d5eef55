import type { Scenario } from '../harness/scenario.ts'
export const start: Scenario = {
  name: 'start',
  summary: '',
  run: async () => ({ figures: [], notes: [] }),
}
