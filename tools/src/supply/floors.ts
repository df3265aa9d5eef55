import type { Finding } from '../gate.ts'
import type { Repo } from '../repo.ts'
import { type LockedPackage, readLockfile } from './lockfile.ts'
import { isBelow } from './versions.ts'

export const FLOORS_FILE = 'security/floors.json'

interface Floor {
  readonly min: string
  readonly note: string
}

interface RuntimeFloor {
  /** Lowest good version of each major line that still gets fixes. */
  readonly lines: Readonly<Record<string, string>>
  /** The npm package that brings the runtime; its version is the runtime's own. */
  readonly package: string
  readonly note: string
}

interface Floors {
  readonly packages: Readonly<Record<string, Floor>>
  readonly runtimes: Readonly<Record<string, RuntimeFloor>>
}

/** Every resolved version, the indirect ones included, and every runtime against its floor. */
export function checkFloors({ texts }: Repo): readonly Finding[] {
  const text = texts.get(FLOORS_FILE)
  if (text === undefined) {
    return [{ path: FLOORS_FILE, rule: 'supply/floors', message: 'is missing' }]
  }
  const floors: Floors = JSON.parse(text)
  const locked = readLockfile(texts.get('pnpm-lock.yaml') ?? '')
  return [
    ...locked.flatMap((entry) => belowFloor(entry, floors)),
    ...imagePins(texts).flatMap((pin) => {
      const runtime = floors.runtimes[pin.runtime]
      if (runtime === undefined || reaches(pin.version, runtime)) return []
      const message = `${pin.runtime}:${pin.version} is below its floor (${runtime.note})`
      return [{ path: pin.path, line: pin.line, rule: 'supply/floors', message }]
    }),
  ]
}

function belowFloor({ name, version, line }: LockedPackage, floors: Floors): readonly Finding[] {
  const finding = (floor: string, note: string): Finding => ({
    path: 'pnpm-lock.yaml',
    line,
    rule: 'supply/floors',
    message: `${name} ${version} is below ${floor} (${note})`,
  })
  const floor = floors.packages[name]
  if (floor !== undefined && isBelow(version, floor.min)) return [finding(floor.min, floor.note)]
  return Object.values(floors.runtimes)
    .filter((runtime) => runtime.package === name && !reaches(version, runtime))
    .map(({ lines, note }) => finding(Object.values(lines).join(' / '), note))
}

/** A line above the newest known one is new enough; one that is not listed gets no fixes. */
function reaches(version: string, { lines }: RuntimeFloor): boolean {
  const [major = ''] = version.split('.')
  const floor = lines[major]
  if (floor !== undefined) return !isBelow(version, floor)
  return Number(major) > Math.max(...Object.keys(lines).map(Number))
}

interface ImagePin {
  readonly path: string
  readonly line: number
  readonly runtime: string
  readonly version: string
}

/** `node:24.21` and `postgres:18.4` in Dockerfiles, compose files and Kubernetes manifests. */
function imagePins(texts: ReadonlyMap<string, string>): readonly ImagePin[] {
  return [...texts]
    .filter(([path]) => path.startsWith('deploy/') || /(?:^|\/)Dockerfile/.test(path))
    .flatMap(([path, text]) =>
      text.split('\n').flatMap((content, at) => {
        const match = /^\s*(?:FROM|image:)\s+\S*?\b(node|postgres):(\d+[\d.]*)/.exec(content)
        if (match?.[1] === undefined || match[2] === undefined) return []
        return [{ path, line: at + 1, runtime: match[1], version: match[2] }]
      }),
    )
}
