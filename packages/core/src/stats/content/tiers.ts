export interface Tier {
  /** Rank in today's numbering; 0 is unranked and never part of an average. */
  readonly id: number
  readonly name: string
}

export const TIERS = [
  { id: 0, name: 'Unranked' },
  { id: 1, name: 'Unused1' },
  { id: 2, name: 'Unused2' },
  { id: 3, name: 'Iron 1' },
  { id: 4, name: 'Iron 2' },
  { id: 5, name: 'Iron 3' },
  { id: 6, name: 'Bronze 1' },
  { id: 7, name: 'Bronze 2' },
  { id: 8, name: 'Bronze 3' },
  { id: 9, name: 'Silver 1' },
  { id: 10, name: 'Silver 2' },
  { id: 11, name: 'Silver 3' },
  { id: 12, name: 'Gold 1' },
  { id: 13, name: 'Gold 2' },
  { id: 14, name: 'Gold 3' },
  { id: 15, name: 'Platinum 1' },
  { id: 16, name: 'Platinum 2' },
  { id: 17, name: 'Platinum 3' },
  { id: 18, name: 'Diamond 1' },
  { id: 19, name: 'Diamond 2' },
  { id: 20, name: 'Diamond 3' },
  { id: 21, name: 'Ascendant 1' },
  { id: 22, name: 'Ascendant 2' },
  { id: 23, name: 'Ascendant 3' },
  { id: 24, name: 'Immortal 1' },
  { id: 25, name: 'Immortal 2' },
  { id: 26, name: 'Immortal 3' },
  { id: 27, name: 'Radiant' },
] as const satisfies readonly Tier[]
