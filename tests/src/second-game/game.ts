import { defineGame } from '@loadout/core/sources'
import { lanebreakSource } from './adapter.ts'
import { LANEBREAK_CONTENT } from './content.ts'

export const game = defineGame({
  name: 'lanebreak',
  module: import.meta.url,
  content: LANEBREAK_CONTENT,
  sources: [lanebreakSource],
})
