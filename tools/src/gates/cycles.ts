import type { Finding, Gate } from '../gate.ts'
import type { Repo } from '../repo.ts'
import { resolveImport } from '../resolve.ts'

/** No import cycles, those made of types included: a cycle of types is a module in two pieces. */
export const cycles: Gate = {
  name: 'cycles',
  check(repo) {
    const graph = importGraph(repo)
    return { findings: findCycles(graph).map((cycle) => describe(cycle, graph)) }
  },
}

/** Line of the import by target, by importing file. */
type ImportGraph = ReadonlyMap<string, ReadonlyMap<string, number>>

function importGraph(repo: Repo): ImportGraph {
  const known = new Set(repo.sources.map(({ path }) => path))
  const graph = new Map<string, Map<string, number>>()
  for (const { path, imports } of repo.sources) {
    const targets = new Map<string, number>()
    for (const entry of imports) {
      const target = resolveImport(repo, path, entry)
      if (target !== undefined && known.has(target)) targets.set(target, entry.line)
    }
    graph.set(path, targets)
  }
  return graph
}

/** A shortest cycle through each file that is in one and in no cycle already found. */
function findCycles(graph: ImportGraph): readonly (readonly string[])[] {
  const found: (readonly string[])[] = []
  const seen = new Set<string>()
  for (const start of graph.keys()) {
    if (seen.has(start)) continue
    const cycle = shortestCycle(graph, start)
    if (cycle === undefined) continue
    for (const path of cycle) seen.add(path)
    found.push(cycle)
  }
  return found
}

/** Breadth-first search from `start` back to itself. */
function shortestCycle(graph: ImportGraph, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const path of queue) {
    for (const target of graph.get(path)?.keys() ?? []) {
      if (target === start) return trace(cameFrom, start, path)
      if (cameFrom.has(target)) continue
      cameFrom.set(target, path)
      queue.push(target)
    }
  }
  return undefined
}

function trace(cameFrom: ReadonlyMap<string, string>, start: string, last: string) {
  const path = [last]
  for (let at = last; at !== start; ) {
    at = cameFrom.get(at) ?? start
    path.unshift(at)
  }
  return path
}

function describe(cycle: readonly string[], graph: ImportGraph): Finding {
  const [first = '', second = first] = cycle
  return {
    path: first,
    line: graph.get(first)?.get(second) ?? 1,
    rule: 'cycles/import',
    message: `import cycle: ${[...cycle, first].join(' -> ')}`,
  }
}
