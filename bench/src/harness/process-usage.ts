import { readdirSync, readFileSync } from 'node:fs'

/** What the kernel counts per process; Linux only. */
interface ProcessTimes {
  readonly parent: number
  /** Own CPU seconds and those of children that have ended. */
  readonly seconds: number
}

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100

/** CPU seconds that a process and all its descendants, alive or ended, have used so far. */
export function cpuSeconds(pid: number): number {
  const processes = readProcesses()
  const sum = (root: number): number => {
    let seconds = processes.get(root)?.seconds ?? 0
    for (const [child, { parent }] of processes) if (parent === root) seconds += sum(child)
    return seconds
  }
  return sum(pid)
}

/** The pid and those of all its living descendants. */
export function processTree(pid: number): readonly number[] {
  const processes = readProcesses()
  const descend = (root: number): number[] => [
    root,
    ...[...processes].flatMap(([child, { parent }]) => (parent === root ? descend(child) : [])),
  ]
  return descend(pid)
}

/** Largest resident set a process ever had, MB (10^6 bytes); 0 once it has ended. */
export function peakMemoryMb(pid: number): number {
  return (parsePeakKib(readText(`/proc/${pid}/status`)) * 1024) / 1e6
}

/** Its resident set now, KB (10^3 bytes); 0 once it has ended. */
export function residentKb(pid: number): number {
  return (parseKib(readText(`/proc/${pid}/status`), 'VmRSS') * 1024) / 1e3
}

/** `VmHWM` of /proc/<pid>/status in KiB; 0 where it is missing, as in a zombie. */
export function parsePeakKib(status: string): number {
  return parseKib(status, 'VmHWM')
}

function parseKib(status: string, name: 'VmHWM' | 'VmRSS'): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0)
}

/** Parent and CPU time of a line of /proc/<pid>/stat. The command in brackets may hold anything. */
export function parseStat(stat: string): ProcessTimes | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const parent = Number(fields[1])
  const times = fields.slice(11, 15).map(Number)
  if (times.length < 4 || Number.isNaN(parent)) return null
  return { parent, seconds: times.reduce((sum, ticks) => sum + ticks, 0) / TICKS }
}

function readProcesses(): ReadonlyMap<number, ProcessTimes> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return new Map(
    pids.flatMap((pid) => {
      const times = parseStat(readText(`/proc/${pid}/stat`))
      return times === null ? [] : [[Number(pid), times] as const]
    }),
  )
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // It ended meanwhile.
  }
}
