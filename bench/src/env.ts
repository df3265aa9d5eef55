/** How the benchmarks are run, besides which. */
export interface BenchEnv {
  /** Multiplies documents and seconds of every scenario; 1 is what the targets are meant for. */
  readonly scale: number
  /** Whether every Loadout process writes a V8 CPU profile, which costs some of its speed. */
  readonly profile: boolean
  /** The environment of this process without what npm, the boot and Loadout itself set in it. */
  readonly inherited: NodeJS.ProcessEnv
}

const OURS = /^(npm_|LOADOUT_|NODE_COMPILE_CACHE$|NODE_OPTIONS$|DATABASE_URL$|REDIS_URL$)/i

/** The one place where this process reads its environment. Throws RangeError. */
export function readEnv(env: NodeJS.ProcessEnv = process.env): BenchEnv {
  const scale = Number(env.BENCH_SCALE || 1)
  if (!(scale > 0 && scale <= 100)) throw new RangeError('BENCH_SCALE must be in 0..100')
  const kept = Object.entries(env).filter(([name]) => !OURS.test(name))
  return {
    scale,
    profile: env.BENCH_PROFILE === '1',
    inherited: { ...Object.fromEntries(kept), PATH: withoutPackages(env.PATH ?? '') },
  }
}

/** The boot puts the checkout's own Node first on PATH; a fresh machine has none. */
function withoutPackages(path: string): string {
  return path
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':')
}
