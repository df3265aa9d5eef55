/**
 * For the API and the worker. What they allocate is garbage at once (documents in transit), so a young
 * generation of 3 x 4 MB instead of 3 x 32 MB costs no speed and keeps a large upload below 400 MB.
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=4']

/**
 * For the command line; package.json says the same. The bound on the heap is there for imports: below it V8
 * collects before the garbage of one file after the other has made the process half as large again.
 */
export const CLI_FLAGS: readonly string[] = ['--max-semi-space-size=16', '--max-old-space-size=512']
