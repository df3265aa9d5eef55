export const MAP_KINDS = ['standard', 'tdm'] as const
export type MapKind = (typeof MAP_KINDS)[number]

export interface GameMap {
  /** The game's own id, lower case; in VALORANT a uuid, null where no public table states it yet. */
  readonly id: string | null
  readonly name: string
  /** As match documents spell it; compare it without case. */
  readonly assetPath: string
  /** `standard` maps have spike sites; `tdm` maps are for team deathmatch. */
  readonly kind: MapKind
}

export const MAPS = [
  {
    id: '224b0a95-48b9-f703-1bd8-67aca101a61f',
    name: 'Abyss',
    assetPath: '/Game/Maps/Infinity/Infinity',
    kind: 'standard',
  },
  {
    id: '7eaecc1b-4337-bbf6-6ab9-04b8f06b3319',
    name: 'Ascent',
    assetPath: '/Game/Maps/Ascent/Ascent',
    kind: 'standard',
  },
  {
    id: '2c9d57ec-4431-9c5e-2939-8f9ef6dd5cba',
    name: 'Bind',
    assetPath: '/Game/Maps/Duality/Duality',
    kind: 'standard',
  },
  {
    id: '2fb9a4fd-47b8-4e7d-a969-74b4046ebd53',
    name: 'Breeze',
    assetPath: '/Game/Maps/Foxtrot/Foxtrot',
    kind: 'standard',
  },
  {
    id: '1c18ab1f-420d-0d8b-71d0-77ad3c439115',
    name: 'Corrode',
    assetPath: '/Game/Maps/Rook/Rook',
    kind: 'standard',
  },
  {
    id: 'b529448b-4d60-346e-e89e-00a4c527a405',
    name: 'Fracture',
    assetPath: '/Game/Maps/Canyon/Canyon',
    kind: 'standard',
  },
  {
    id: '2bee0dc9-4ffe-519b-1cbd-7fbe763a6047',
    name: 'Haven',
    assetPath: '/Game/Maps/Triad/Triad',
    kind: 'standard',
  },
  {
    id: 'e2ad5c54-4114-a870-9641-8ea21279579a',
    name: 'Icebox',
    assetPath: '/Game/Maps/Port/Port',
    kind: 'standard',
  },
  {
    id: '2fe4ed3a-450a-948b-6d6b-e89a78e680a9',
    name: 'Lotus',
    assetPath: '/Game/Maps/Jam/Jam',
    kind: 'standard',
  },
  {
    id: 'fd267378-4d1d-484f-ff52-77821ed10dc2',
    name: 'Pearl',
    assetPath: '/Game/Maps/Pitt/Pitt',
    kind: 'standard',
  },
  {
    id: 'd960549e-485c-e861-8d71-aa9d1aed12a2',
    name: 'Split',
    assetPath: '/Game/Maps/Bonsai/Bonsai',
    kind: 'standard',
  },
  { id: null, name: 'Summit', assetPath: '/Game/Maps/Plummet/Plummet', kind: 'standard' },
  {
    id: '92584fbe-486a-b1b2-9faa-39b0f486b498',
    name: 'Sunset',
    assetPath: '/Game/Maps/Juliett/Juliett',
    kind: 'standard',
  },
  {
    id: '690b3ed2-4dff-945b-8223-6da834e30d24',
    name: 'District',
    assetPath: '/Game/Maps/HURM/HURM_Alley/HURM_Alley',
    kind: 'tdm',
  },
  { id: null, name: 'Drift', assetPath: '/Game/Maps/HURM/HURM_Helix/HURM_Helix', kind: 'tdm' },
  {
    id: null,
    name: 'Glitch',
    assetPath: '/Game/Maps/HURM/HURM_HighTide/HURM_HighTide',
    kind: 'tdm',
  },
  {
    id: '12452a9d-48c3-0b02-e7eb-0381c3520404',
    name: 'Kasbah',
    assetPath: '/Game/Maps/HURM/HURM_Bowl/HURM_Bowl',
    kind: 'tdm',
  },
  {
    id: 'de28aa9b-4cbe-1003-320e-6cb3ec309557',
    name: 'Piazza',
    assetPath: '/Game/Maps/HURM/HURM_Yard/HURM_Yard',
    kind: 'tdm',
  },
] as const satisfies readonly GameMap[]
