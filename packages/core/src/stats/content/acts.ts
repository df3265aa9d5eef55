/**
 * Which numbering a match of the act uses for ranks. Ascendant (21-23) came with the first act of
 * episode 5 and moved Immortal from 21-23 to 24-26 and Radiant from 24 to 27.
 */
export const TIER_SCHEMES = ['pre-ascendant', 'current'] as const
export type TierScheme = (typeof TIER_SCHEMES)[number]

export interface Act {
  /** The game's own id, lower case; in VALORANT the season uuid. */
  readonly id: string
  /** `e<episode>a<act>`; the yearly seasons since 2025 continue the count with e10. */
  readonly short: string
  readonly episode: number
  readonly act: number
  readonly tierScheme: TierScheme
}

/** Known acts in time order; an act that is missing here uses the current tier scheme. */
export const ACTS = [
  {
    id: '3f61c772-4560-cd3f-5d3f-a7ab5abda6b3',
    short: 'e1a1',
    episode: 1,
    act: 1,
    tierScheme: 'pre-ascendant',
  },
  {
    id: '0530b9c4-4980-f2ee-df5d-09864cd00542',
    short: 'e1a2',
    episode: 1,
    act: 2,
    tierScheme: 'pre-ascendant',
  },
  {
    id: '46ea6166-4573-1128-9cea-60a15640059b',
    short: 'e1a3',
    episode: 1,
    act: 3,
    tierScheme: 'pre-ascendant',
  },
  {
    id: '97b6e739-44cc-ffa7-49ad-398ba502ceb0',
    short: 'e2a1',
    episode: 2,
    act: 1,
    tierScheme: 'pre-ascendant',
  },
  {
    id: 'ab57ef51-4e59-da91-cc8d-51a5a2b9b8ff',
    short: 'e2a2',
    episode: 2,
    act: 2,
    tierScheme: 'pre-ascendant',
  },
  {
    id: '52e9749a-429b-7060-99fe-4595426a0cf7',
    short: 'e2a3',
    episode: 2,
    act: 3,
    tierScheme: 'pre-ascendant',
  },
  {
    id: '2a27e5d2-4d30-c9e2-b15a-93b8909a442c',
    short: 'e3a1',
    episode: 3,
    act: 1,
    tierScheme: 'pre-ascendant',
  },
  {
    id: '4cb622e1-4244-6da3-7276-8daaf1c01be2',
    short: 'e3a2',
    episode: 3,
    act: 2,
    tierScheme: 'pre-ascendant',
  },
  {
    id: 'a16955a5-4ad0-f761-5e9e-389df1c892fb',
    short: 'e3a3',
    episode: 3,
    act: 3,
    tierScheme: 'pre-ascendant',
  },
  {
    id: '573f53ac-41a5-3a7d-d9ce-d6a6298e5704',
    short: 'e4a1',
    episode: 4,
    act: 1,
    tierScheme: 'pre-ascendant',
  },
  {
    id: 'd929bc38-4ab6-7da4-94f0-ee84f8ac141e',
    short: 'e4a2',
    episode: 4,
    act: 2,
    tierScheme: 'pre-ascendant',
  },
  {
    id: '3e47230a-463c-a301-eb7d-67bb60357d4f',
    short: 'e4a3',
    episode: 4,
    act: 3,
    tierScheme: 'pre-ascendant',
  },
  {
    id: '67e373c7-48f7-b422-641b-079ace30b427',
    short: 'e5a1',
    episode: 5,
    act: 1,
    tierScheme: 'current',
  },
  {
    id: '7a85de9a-4032-61a9-61d8-f4aa2b4a84b6',
    short: 'e5a2',
    episode: 5,
    act: 2,
    tierScheme: 'current',
  },
  {
    id: 'aca29595-40e4-01f5-3f35-b1b3d304c96e',
    short: 'e5a3',
    episode: 5,
    act: 3,
    tierScheme: 'current',
  },
  {
    id: '9c91a445-4f78-1baa-a3ea-8f8aadf4914d',
    short: 'e6a1',
    episode: 6,
    act: 1,
    tierScheme: 'current',
  },
  {
    id: '34093c29-4306-43de-452f-3f944bde22be',
    short: 'e6a2',
    episode: 6,
    act: 2,
    tierScheme: 'current',
  },
  {
    id: '2de5423b-4aad-02ad-8d9b-c0a931958861',
    short: 'e6a3',
    episode: 6,
    act: 3,
    tierScheme: 'current',
  },
  {
    id: '0981a882-4e7d-371a-70c4-c3b4f46c504a',
    short: 'e7a1',
    episode: 7,
    act: 1,
    tierScheme: 'current',
  },
  {
    id: '03dfd004-45d4-ebfd-ab0a-948ce780dac4',
    short: 'e7a2',
    episode: 7,
    act: 2,
    tierScheme: 'current',
  },
  {
    id: '4401f9fd-4170-2e4c-4bc3-f3b4d7d150d1',
    short: 'e7a3',
    episode: 7,
    act: 3,
    tierScheme: 'current',
  },
  {
    id: 'ec876e6c-43e8-fa63-ffc1-2e8d4db25525',
    short: 'e8a1',
    episode: 8,
    act: 1,
    tierScheme: 'current',
  },
  {
    id: '22d10d66-4d2a-a340-6c54-408c7bd53807',
    short: 'e8a2',
    episode: 8,
    act: 2,
    tierScheme: 'current',
  },
  {
    id: '476b0893-4c2e-abd6-c5fe-708facff0772',
    short: 'e10a1',
    episode: 10,
    act: 1,
    tierScheme: 'current',
  },
  {
    id: 'ac12e9b3-47e6-9599-8fa1-0bb473e5efc7',
    short: 'e10a4',
    episode: 10,
    act: 4,
    tierScheme: 'current',
  },
  {
    id: '5adc33fa-4f30-2899-f131-6fba64c5dd3a',
    short: 'e10a5',
    episode: 10,
    act: 5,
    tierScheme: 'current',
  },
  {
    id: '3ea2b318-423b-cf86-25da-7cbb0eefbe2d',
    short: 'e11a1',
    episode: 11,
    act: 1,
    tierScheme: 'current',
  },
  {
    id: '9d85c932-4820-c060-09c3-668636d4df1b',
    short: 'e11a2',
    episode: 11,
    act: 2,
    tierScheme: 'current',
  },
  {
    id: 'ce2783e8-44fc-dd48-3da3-33b5ba6c4a22',
    short: 'e11a3',
    episode: 11,
    act: 3,
    tierScheme: 'current',
  },
  {
    id: '4f0864e2-40af-28a4-de2c-0e9e64e75f23',
    short: 'e11a4',
    episode: 11,
    act: 4,
    tierScheme: 'current',
  },
  {
    id: '8102cd81-43a0-d0d7-bd59-47b8fe9bed1b',
    short: 'e11a5',
    episode: 11,
    act: 5,
    tierScheme: 'current',
  },
] as const satisfies readonly Act[]
