export const WEAPON_CLASSES = [
  'melee',
  'sidearm',
  'smg',
  'shotgun',
  'rifle',
  'sniper',
  'heavy',
  'ability',
  'mode',
  'objective',
] as const
export type WeaponClass = (typeof WEAPON_CLASSES)[number]

export interface Weapon {
  /** The game's own id, lower case; in VALORANT the equippable uuid. */
  readonly id: string
  readonly name: string
  /** `ability`: an agent's own gun; `mode`: exists in one game mode only; `objective`: the spike. */
  readonly class: WeaponClass
}

export const WEAPONS = [
  { id: '2f59173c-4bed-b6c3-2191-dea9b58be9c7', name: 'Melee', class: 'melee' },
  { id: '29a0cfab-485b-f5d5-779a-b59f85e204a8', name: 'Classic', class: 'sidearm' },
  { id: '42da8ccc-40d5-affc-beec-15aa47b42eda', name: 'Shorty', class: 'sidearm' },
  { id: '44d4e95c-4157-0037-81b2-17841bf2e8e3', name: 'Frenzy', class: 'sidearm' },
  { id: '1baa85b4-4c70-1284-64bb-6481dfc3bb4e', name: 'Ghost', class: 'sidearm' },
  { id: 'e336c6b8-418d-9340-d77f-7a9e4cfe0702', name: 'Sheriff', class: 'sidearm' },
  { id: 'f7e1b454-4ad4-1063-ec0a-159e56b58941', name: 'Stinger', class: 'smg' },
  { id: '462080d1-4035-2937-7c09-27aa2a5c27a7', name: 'Spectre', class: 'smg' },
  { id: '910be174-449b-c412-ab22-d0873436b21b', name: 'Bucky', class: 'shotgun' },
  { id: 'ec845bf4-4f79-ddda-a3da-0db3774b2794', name: 'Judge', class: 'shotgun' },
  { id: 'ae3de142-4d85-2547-dd26-4e90bed35cf7', name: 'Bulldog', class: 'rifle' },
  { id: '4ade7faa-4cf1-8376-95ef-39884480959b', name: 'Guardian', class: 'rifle' },
  { id: 'ee8e8d15-496b-07ac-e5f6-8fae5d4c7b1a', name: 'Phantom', class: 'rifle' },
  { id: '9c82e19d-4575-0200-1a81-3eacf00cf872', name: 'Vandal', class: 'rifle' },
  { id: 'c4883e50-4494-202c-3ec3-6b8a9284f00b', name: 'Marshal', class: 'sniper' },
  { id: 'a03b24d3-4319-996d-0f8c-94bbfba1dfc7', name: 'Operator', class: 'sniper' },
  { id: '55d8a0f4-4274-ca67-fe2c-06ab45efdf58', name: 'Ares', class: 'heavy' },
  { id: '63e6c2b6-4a8e-869c-3d4c-e38355226584', name: 'Odin', class: 'heavy' },
  { id: '856d9a7e-4b06-dc37-15dc-9d809c37cb90', name: 'Headhunter', class: 'ability' },
  { id: '39099fb5-4293-def4-1e09-2e9080ce7456', name: 'TourDeForce', class: 'ability' },
  { id: '3de32920-4a8f-0499-7740-648a5bf95470', name: 'GoldenGun', class: 'mode' },
  { id: '0afb2636-4093-c63b-4ef1-1e97966e2a3e', name: 'Spike', class: 'objective' },
  { id: '410b2e0b-4ceb-1321-1727-20858f7f3477', name: 'Bandit', class: 'sidearm' },
  { id: '5f0aaf7a-4289-3998-d5ff-eb9a5cf7ef5c', name: 'Outlaw', class: 'sniper' },
] as const satisfies readonly Weapon[]
