import type { Gate } from '../gate.ts'
import { checkFloors } from '../supply/floors.ts'
import { checkPins } from '../supply/pins.ts'

/** Where dependencies come from and how old they may be. */
export const supply: Gate = {
  name: 'supply',
  check: (repo) => ({ findings: [...checkPins(repo), ...checkFloors(repo)] }),
}
