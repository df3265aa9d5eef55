import manifest from '../package.json' with { type: 'json' }

/** Of this installation: all packages are released together. */
export const VERSION = manifest.version
