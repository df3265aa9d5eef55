import type { Ctx } from '@loadout/core'
import type { crawlerContract } from '@loadout/core/crawler'
import { Command, InvalidArgumentError } from 'commander'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

type Switch = (
  ctx: Ctx,
  input: { readonly regions?: string[] | undefined },
) => Promise<crawlerContract.RegionsSwitched>

export interface SwitchCommand {
  readonly name: 'start' | 'stop'
  readonly description: string
  readonly verb: Switch
  /** What to say of each region. */
  readonly done: string
}

const REGION = /^[a-z0-9-]{1,16}$/

/** `crawler start` and `crawler stop`: regions as arguments, all of them if there is none. */
export function crawlerSwitchCommand({ name, description, verb, done }: SwitchCommand): Command {
  return new Command(name)
    .description(description)
    .argument('[region...]', 'e.g. eu na; all that are configured if left out', collect, [])
    .action(async (asked: string[]) => {
      const input = asked.length === 0 ? {} : { regions: asked }
      const { regions } = await withServices((ctx) => verb(ctx, input))
      for (const region of regions) print(`${region} ${done}`)
    })
}

function collect(text: string, before: readonly string[]): readonly string[] {
  const region = text.toLowerCase()
  if (!REGION.test(region)) throw new InvalidArgumentError('Give the short name of a region: eu.')
  return [...before, region]
}
