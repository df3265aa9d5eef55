/** A configuration that `npm start` cannot work with. The message names variables and rules, no secret. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly exitCode = 78 // EX_CONFIG of sysexits.h, as the API and the worker exit.
}
