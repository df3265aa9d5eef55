import type { World } from './refresh-world.ts'

const rotations = ({ answered }: World) =>
  answered.filter(({ presented, generation }) => presented !== generation)

/** Of each generation, the one it was first given for. */
function parents(world: World): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const { presented, generation } of rotations(world)) {
    if (!found.has(generation)) found.set(generation, presented)
  }
  return found
}

/** Whether one of two generations came of the other. */
function isLine(of: ReadonlyMap<number, number>, a: number, b: number): boolean {
  const [older, younger] = a < b ? [a, b] : [b, a]
  let at: number | undefined = younger
  while (at !== undefined && at > older) at = of.get(at)
  return at === older
}

/** Pairs of things that the server took though they belong to two parties. */
export function forks(world: World): readonly string[] {
  const of = parents(world)
  return world.taken.flatMap((later, index) =>
    world.taken
      .slice(0, index)
      .filter((earlier) => !isLine(of, earlier.generation, later.generation))
      .map((earlier) => `${JSON.stringify(earlier)} and ${JSON.stringify(later)}`),
  )
}

/** Answers that gave one successor for two tokens, or a grace apart: two parties would have the same one. */
export function shared(world: World): readonly string[] {
  const of = parents(world)
  const made = new Map<number, number>()
  return rotations(world)
    .filter(({ presented, generation, at }) => {
      if (!made.has(generation)) made.set(generation, at)
      const age = at - (made.get(generation) ?? at)
      return of.get(generation) !== presented || age > 10_000 + 100
    })
    .map((answer) => JSON.stringify(answer))
}

/** Tokens of whose successors more than one was used: by whomever, at most one is. */
export function rivals(world: World): readonly string[] {
  const used = new Set(world.taken.map(({ generation }) => generation))
  const successors = Map.groupBy(rotations(world), ({ presented }) => presented)
  return [...successors].flatMap(([presented, answers]) => {
    const both = new Set(answers.map(({ generation }) => generation)).intersection(used)
    return both.size > 1 ? [`${presented}: ${[...both].join(' and ')}`] : []
  })
}
