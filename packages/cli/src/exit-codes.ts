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
  /** As of every process; written here because that of the others is loaded with all they need. */
  config: 78,
  interrupted: 130,
} as const
