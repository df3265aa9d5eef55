import type { Scenario } from '../harness/scenario.ts'
export const memory: Scenario = {
  name: 'memory',
  summary: '',
  run: async () => ({ figures: [], notes: [] }),
}
