import type { Prng } from '@loadout/simulator'
import { minimal, quoted } from './csv-cells.ts'

/** Ready-made cells that rows pick from: making every text anew would cost more than all the rest. */
export interface Texts {
  readonly productNames: readonly string[]
  readonly slogans: readonly string[]
  readonly descriptions: readonly string[]
  readonly styleNames: readonly string[]
  readonly summaries: readonly string[]
  readonly bodies: readonly string[]
  readonly responses: readonly string[]
  readonly people: readonly string[]
  readonly emails: readonly string[]
  readonly questions: readonly string[]
  readonly answers: readonly string[]
  /** What follows the scheme and host of a picture's address. */
  readonly pictures: readonly string[]
}

const words = (text: string) => text.split(' ')

const ADJECTIVES = words(
  'amber brave bright calm camo clever cosmic daring dusty early faded fearless gentle hidden humble icy jolly lucky mellow midnight nimble quiet rapid royal rustic secret silver slim soft steady sunny swift tidy urban vivid wild',
)
const GARMENTS = words(
  'anorak beanie blazer boots cap cardigan coat dress gloves hat hoodie jacket jeans joggers jumper leggings mittens onesie overalls pants parka pullover raincoat sandals scarf shirt shoes shorts skirt slacks sneakers socks sunglasses sweater tank tee tights trousers vest windbreaker',
)
const COLOURS = words(
  'black white grey maroon goldenrod chartreuse navy olive tan red teal crimson ivory khaki lavender mint ochre plum rose sand slate',
)
const PARTS = words(
  'back buckle collar cuff fabric front heel hem hood insole label lining pocket seam sleeve sole stitching strap toe waist zip',
)
const VERDICTS = words(
  'lovely sturdy flimsy comfortable scratchy warm light heavy tight loose perfect odd durable thin thick',
)
const PEOPLE = words(
  'ali bea cem dora eli fay gus hana ivo jun kim leo mia nico ola pia quinn rosa sam tess uma vic wes xan yara zoe',
)

/** Few enough to stay in the processor's cache, many enough that no two rows in sight are alike. */
const SENTENCES = 800
const CELLS = 4_000

export function createTexts(prng: Prng): Texts {
  const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  const some = <Item>(count: number, make: () => Item) => Array.from({ length: count }, make)
  const sentences = some(SENTENCES, () => sentence(prng))
  const paragraph = (least: number, most: number) =>
    some(prng.between(least, most), () => prng.pick(sentences)).join(' ')
  const person = () => `${prng.pick(PEOPLE)}${prng.pick(ADJECTIVES)}${prng.int(1_000)}`
  return {
    productNames: some(CELLS, () =>
      quoted(
        `${title(prng.pick(ADJECTIVES))} ${title(prng.pick(COLOURS))} ${title(prng.pick(GARMENTS))}`,
      ),
    ),
    slogans: some(CELLS, () => quoted(prng.pick(sentences))),
    descriptions: some(CELLS, () => quoted(paragraph(2, 5))),
    styleNames: some(CELLS, () =>
      quoted(`${title(prng.pick(COLOURS))} & ${title(prng.pick(COLOURS))}`),
    ),
    summaries: some(CELLS, () => quoted(prng.pick(sentences).slice(0, 60).trimEnd())),
    bodies: some(CELLS, () => quoted(paragraph(2, 6))),
    responses: some(200, () => quoted(`Thank you! ${prng.pick(sentences)}`)),
    people: some(CELLS, () => minimal(person())),
    emails: some(CELLS, () => minimal(`${person()}@example.com`)),
    questions: some(CELLS, () => minimal(question(prng))),
    answers: some(CELLS, () => minimal(paragraph(1, 2))),
    pictures: some(CELLS, () => `photo-${prng.uint32()}-${prng.uint32().toString(16)}?fit=crop&w=`),
  }
}

function sentence(prng: Prng): string {
  const part = prng.pick(PARTS)
  const verdict = prng.pick(VERDICTS)
  return prng.pick([
    () => `The ${part} is ${verdict}, and so is the ${prng.pick(PARTS)}.`,
    () => `I wear it with my ${prng.pick(COLOURS)} ${prng.pick(GARMENTS)} every day.`,
    () => `My sister says the ${part} looks "${verdict}", whatever that means.`,
    () => `Not as ${verdict} as the ${prng.pick(ADJECTIVES)} ones I had before.`,
    () => `Très ${verdict}! Größe paßt, naïve façade — 10/10 👍`,
    () => `After ${prng.between(2, 40)} washes the ${part} still looks ${verdict}.`,
    () => `Don't expect the ${part} to be ${verdict}; it isn't.`,
  ])()
}

function question(prng: Prng): string {
  const part = prng.pick(PARTS)
  return prng.pick([
    () => `What is the ${part} made of?`,
    () => `Is the ${part} ${prng.pick(VERDICTS)}, or does it only look so?`,
    () => `Does it go with ${prng.pick(COLOURS)} ${prng.pick(GARMENTS)}?`,
    () => `I'm allergic to dye #${prng.int(100)}, does the ${part} contain any?`,
    () => `How long does the ${part} last?`,
    () => `Can I wash it at ${prng.between(20, 95)} °C?`,
  ])()
}
