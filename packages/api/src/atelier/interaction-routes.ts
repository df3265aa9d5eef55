import { atelierContract } from '@loadout/core/atelier'
import { interact } from '@loadout/core/catalog'
import type { Kit } from '../kit.ts'
import type { Endpoint } from './endpoint.ts'
import { post } from './post-routes.ts'
import { readBody } from './read-body.ts'

/** What visitors click on. */
export function interactionRoutes(kit: Kit): readonly Endpoint[] {
  return [
    post(kit, '/interactions', {
      entries: 'Interaction',
      read: (call) => readBody(call, atelierContract.interactionBody),
      write: interact,
    }),
  ]
}
