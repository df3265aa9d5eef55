import { CONFIG_EXIT_CODE } from '@loadout/infra'

/** `sysexits.h` where it has a word for it. */
export const EXIT = {
  failure: 1,
  /** `--strict`, and documents were quarantined. */
  quarantined: 2,
  usage: 64,
  noInput: 66,
  unavailable: 69,
  temporary: 75,
  noPermission: 77,
  config: CONFIG_EXIT_CODE,
  interrupted: 130,
} as const
