import { createPrng } from '@loadout/simulator'

/** How unequally children are spread: `skewed` has a few parents with very many and many with none. */
export type Skew = 'steady' | 'skewed'

const weightOf = {
  steady: (uniform: number) => 0.5 + uniform,
  // Exponential, with every fiftieth parent a favourite.
  skewed: (uniform: number, favourite: boolean) => -Math.log(1 - uniform) * (favourite ? 10 : 1),
} as const satisfies Record<Skew, (uniform: number, favourite: boolean) => number>

/** The weights of parents 1, 2, ...: always the same ones for the same seed. */
export function* weights(seed: string, skew: Skew): Generator<number, never, void> {
  const prng = createPrng(seed)
  for (;;) yield weightOf[skew](prng.float(), prng.chance(0.02))
}

/**
 * The parent of every child: `children` numbers between 1 and `parents` in ascending order, in proportion to
 * the parents' weights.
 */
export function* allocate(
  children: number,
  { parents, seed, skew }: { readonly parents: number; readonly seed: string; readonly skew: Skew },
): Generator<number, void, void> {
  let total = 0
  let index = 0
  for (const weight of weights(seed, skew)) {
    if (index === parents) break
    total += weight
    index += 1
  }
  let sum = 0
  let given = 0
  let parent = 0
  for (const weight of weights(seed, skew)) {
    parent += 1
    sum += weight
    const until = parent >= parents ? children : Math.round((children * sum) / total)
    for (; given < until; given += 1) yield parent
    if (parent >= parents) return
  }
}
