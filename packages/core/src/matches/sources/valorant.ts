import { VALORANT_CONTENT } from '../../stats/content/index.ts'
import { defineGame } from './game.ts'
import { henrikSource } from './henrik-v4.ts'
import { RIOT } from './riot.ts'
import { RIOT_CLIENT } from './riot-client.ts'
import { riotSource } from './riot-family.ts'

export const game = defineGame({
  name: 'valorant',
  module: import.meta.url,
  content: VALORANT_CONTENT,
  sources: [riotSource(RIOT), riotSource(RIOT_CLIENT), henrikSource],
})
