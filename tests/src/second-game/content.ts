import type { ContentTables } from '@loadout/core/content'

/** Lanebreak, a game made up for these tests: five against five, four lanes, halves of seven rounds. */
export const LANEBREAK_CONTENT = {
  agents: [
    { id: 'ember', name: 'Ember', role: 'duelist' },
    { id: 'quill', name: 'Quill', role: 'duelist' },
    { id: 'torrent', name: 'Torrent', role: 'initiator' },
    { id: 'flare', name: 'Flare', role: 'initiator' },
    { id: 'moss', name: 'Moss', role: 'controller' },
    { id: 'veil', name: 'Veil', role: 'controller' },
    { id: 'bulwark', name: 'Bulwark', role: 'sentinel' },
    { id: 'warden', name: 'Warden', role: 'sentinel' },
    // Heroes that switch between roles have none.
    { id: 'drift', name: 'Drift', role: null },
    { id: 'echo', name: 'Echo', role: null },
  ],
  maps: [
    { id: 'canal', name: 'Canal Works', assetPath: 'ARENA/CanalWorks', kind: 'standard' },
    { id: 'foundry', name: 'Foundry', assetPath: 'ARENA/Foundry', kind: 'standard' },
    { id: 'orchard', name: 'Orchard', assetPath: 'ARENA/Orchard', kind: 'standard' },
  ],
  weapons: [
    { id: 'carbine', name: 'Carbine', class: 'rifle' },
    { id: 'longbow', name: 'Longbow', class: 'sniper' },
    { id: 'sparkpistol', name: 'Spark Pistol', class: 'sidearm' },
  ],
  queues: [
    { id: 'clash', name: 'Clash', halfRounds: 7, hasRounds: true },
    { id: 'skirmish', name: 'Skirmish', halfRounds: 2, hasRounds: true },
    { id: 'practice', name: 'Practice', halfRounds: null, hasRounds: false },
  ],
  acts: [{ id: 's2', short: 'Season 2', episode: 2, act: 1, tierScheme: 'current' }],
  tiers: [
    { id: 0, name: 'Unplaced' },
    { id: 1, name: 'Iron Lane' },
    { id: 2, name: 'Gold Lane' },
    { id: 3, name: 'Apex' },
  ],
  rules: { halfRounds: 7, roundMs: 80_000, fuseMs: 20_000 },
  released: '2026-01-15T00:00:00Z',
} as const satisfies ContentTables
