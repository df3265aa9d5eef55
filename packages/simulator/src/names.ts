import type { Prng } from './prng.ts'

const FIRST =
  'amber ash brisk calm cold copper crimson dusty early faint frosty gentle hidden hollow idle ivory jade keen late lunar mellow misty neon nimble odd pale plain quiet rapid rusty sable salty sharp silent sleepy solar stray sunny swift tidal tiny urban velvet vivid wild windy'.split(
    ' ',
  )
const SECOND =
  'badger beacon birch cedar cobra comet coral crane cricket dingo ember falcon fern finch gecko glacier harbor heron ibis jackal kestrel kite lantern lemur lynx magpie marten meadow moth newt orbit osprey otter panther pebble pike puma quartz raven reef sparrow spruce stoat tern thistle viper walrus willow wombat wren'.split(
    ' ',
  )

/** A made-up name such as `velvet heron 42`; it belongs to nobody. */
export function pseudonym(prng: Prng): string {
  const name = `${prng.pick(FIRST)} ${prng.pick(SECOND)}`
  return prng.chance(0.4) ? `${name} ${prng.int(100)}` : name
}

/** Three to five characters, as in `name#tag`. */
export function tagLine(prng: Prng): string {
  if (prng.chance(0.3)) return prng.pick(['EUW', 'NA1', 'KR1', 'BR1', 'LAN', 'AP1'])
  return prng.uint32().toString(36).slice(0, 4).padStart(4, '0')
}
