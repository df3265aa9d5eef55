/** What people of a game's community write, with places for an agent, a map, a weapon and a product. */
export const AGENTS = ['Jett', 'Sage', 'Omen', 'Killjoy', 'Sova', 'Raze', 'Viper', 'Skye'] as const
export const MAPS = ['Ascent', 'Bind', 'Haven', 'Split', 'Lotus'] as const
export const WEAPONS = ['Vandal', 'Phantom', 'Operator', 'Sheriff', 'Spectre'] as const

export const NAMES = [
  ...['Mira', 'Tobias', 'Anouk', 'Kestrel', 'Juno', 'Halvard', 'Priya', 'Soren', 'Wren', 'Ilse'],
  ...['Cato', 'Bellamy', 'Ximena', 'Oskar', 'Noor', 'Fenna', 'Rafael', 'Yuki', 'Lior', 'Greta'],
] as const

export type Topic = 'agent' | 'map' | 'product' | 'team'

interface Pattern {
  readonly topic: Topic
  readonly title: string
  readonly tags: readonly string[]
  readonly opening: string
}

export const POSTS: readonly Pattern[] = [
  {
    topic: 'agent',
    title: 'How I hold B on {map} with {agent}',
    tags: ['guides', 'maps'],
    opening:
      'Three rounds in a row they came through the same door, and {agent} was there each time.',
  },
  {
    topic: 'agent',
    title: 'Is {agent} still worth it after the patch?',
    tags: ['patch', 'discussion'],
    opening:
      'I have played nothing but {agent} for two weeks. The numbers say one thing, my rank another.',
  },
  {
    topic: 'agent',
    title: '{agent} line-ups that still work',
    tags: ['guides', 'line-ups'],
    opening: 'Tried every one of these in ranked on {map} this week. Times are from the buy phase.',
  },
  {
    topic: 'map',
    title: '{map} is attacker sided, change my mind',
    tags: ['maps', 'discussion'],
    opening:
      'Fifty games, and the side that attacks wins more than half of the rounds in every one of them.',
  },
  {
    topic: 'map',
    title: 'A retake plan for {map} that strangers can follow',
    tags: ['guides', 'maps'],
    opening: 'No voice, no problem: two smokes, one flash, and nobody peeks before the second one.',
  },
  {
    topic: 'product',
    title: 'Finished {product} at last',
    tags: ['store', 'no-spoilers'],
    opening:
      'Between two seasons I finally got through {product}. I did not expect to like it this much.',
  },
  {
    topic: 'product',
    title: 'Anybody else playing {product} with friends?',
    tags: ['store', 'co-op'],
    opening: 'We are three and need a fourth for {product} on weekends, after eight.',
  },
  {
    topic: 'team',
    title: 'Looking for two, evenings, calm people only',
    tags: ['lfg'],
    opening:
      'Gold, mostly {agent} and whatever is missing. We talk, nobody shouts, losses are fine.',
  },
  {
    topic: 'team',
    title: 'From {weapon} to ten kills a game: what helped',
    tags: ['aim', 'guides'],
    opening: 'Half an hour a day, one month. What changed most was not my aim but where I stood.',
  },
]

export const PARAGRAPHS = [
  'The trick is to be **late**: let them use what they have, then take the space they left.',
  'With the {weapon} I keep the distance; with anything else I would not take that fight at all.',
  'My duo plays {agent}, which makes it easier, but it works alone as well.',
  'What I would do first on {map}:\n\n1. look at the economy of the round before,\n2. agree on one site,\n3. save the ultimate for the retake.',
  'If somebody has numbers from higher ranks, please post them. Mine end at *Platinum*.',
  '> "Play for the trade, not for the kill."\n\nIt took me a year to understand that sentence.',
  'Write down what killed you. After twenty rounds you see the pattern; after forty you are ahead of it.',
] as const

export const COMMENTS = [
  'Tried it last night, works until they adapt in the third round.',
  'Same here, but with {agent} instead.',
  'On {map} this is free value. Thank you!',
  'I disagree: against a full buy you just die there.',
  'The {weapon} is wasted in that spot, take the cheap one and save.',
  'Do you have a clip of it?',
  'Saved. Will report back after the weekend.',
  'This should be pinned.',
  'I am in, added you.',
  'It got better with the last patch.',
] as const

export const REPLIES = [
  'Fair point.',
  'Then swap the order: smoke first, flash second.',
  'That depends on the rank. Below Diamond nobody checks it.',
  'I will record one tomorrow.',
  'Exactly what I thought.',
  'How did it go?',
  'Not on {map}, there it is the other way round.',
] as const
