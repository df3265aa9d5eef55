/**
 * What a child process needs to find its programs and to start without compiling them anew, and nothing else:
 * no setting leaks into it.
 */
export function bareEnv(): Readonly<Record<string, string>> {
  const { NODE_COMPILE_CACHE: cache, PATH = '' } = process.env
  return cache === undefined ? { PATH } : { PATH, NODE_COMPILE_CACHE: cache }
}
