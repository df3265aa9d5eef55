import { LOOKS_LIKE } from '../look-alikes.ts'

/**
 * A text as its bare words, one space apart: without case, accents, invisible characters and punctuation, and with
 * wide, styled and circled letters as the plain ones they imitate. Marks that are no accents stay: in Thai, Hindi or
 * Japanese they make another word.
 */
export function foldWords(text: string): string {
  return wordsIn(bareOf(text)).join(' ')
}

/**
 * All that a text says, each as its words with a space around every one: as it is written and, where there are
 * disguised words, as eyes read those. Words of languages that are written without spaces come letter by letter.
 */
export function readings(text: string): readonly string[] {
  const bare = bareOf(text)
  const plain = wordsIn(bare)
  const letters = joinLetters(bare.split(/[^\p{L}\p{M}\p{N}@$]+/u))
  const asRead = unmask(letters) ?? [letters]
  const all = [plain, ...asRead.map((words) => wordsIn(words.join(' ')))]
  return [...new Set(all.map((words) => words.join(' ')))].map(apart)
}

/** What `readings` has where a folded word is in the text; none if only the word itself. */
export function spellingsOf(word: string): readonly string[] {
  const forms = [word, ...ONE.map((one) => spell(word, one))].map((form) => apart(form).trim())
  return [...new Set(forms)].filter((form) => form !== word)
}

/** Digits and signs that are read as a letter which they hardly look like. */
const READ_AS: ReadonlyMap<string, string> = new Map([
  ...LOOKS_LIKE,
  ...([
    ['3', 'e'],
    ['4', 'a'],
    ['7', 't'],
    ['@', 'a'],
    ['$', 's'],
  ] as const),
])

/** What is read as either, in this order. */
const ONE = ['l', 'i'] as const

/**
 * The words with each disguised one as eyes read it: letters of another script, digits or signs among its letters are
 * the Latin ones that they stand for. Other words are as they are, so that plain ones never look like each other. Two
 * lists, since 1 may be either of two letters; null if nothing is disguised.
 */
function unmask(words: readonly string[]): readonly (readonly string[])[] | null {
  const distinct = [...new Set(words)].filter((word) => /[^a-z]/.test(word) && /\p{L}/u.test(word))
  const spoken = new Set(distinct.filter(isPeculiar).map(scriptOf))
  const masked = new Set(
    distinct.filter((word) => !spoken.has(scriptOf(word)) && spell(word, 'l') !== word),
  )
  if (masked.size === 0) return null
  return ONE.map((one) => words.map((word) => (masked.has(word) ? spell(word, one) : word)))
}

/** Those whose letters imitate others. A word of several, or with digits or signs in it, is of none. */
const SCRIPTS = ['Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic', 'Coptic', 'Cherokee'].map(
  (name) => new RegExp(String.raw`^\p{Script=${name}}+$`, 'u'),
)

function scriptOf(word: string): RegExp | undefined {
  return SCRIPTS.find((script) => script.test(word))
}

/** Whether it has a letter that imitates none: then it is of a language of that script, and so are those around it. */
function isPeculiar(word: string): boolean {
  return scriptOf(word) !== undefined && Array.from(word).some((char) => !READ_AS.has(char))
}

function spell(word: string, one: string): string {
  return Array.from(word, (char) => (char === '1' ? one : (READ_AS.get(char) ?? char))).join('')
}

/** With each word that is written as `c a s i n o` put together. */
function joinLetters(words: readonly string[]): readonly string[] {
  return words
    .join(' ')
    .replaceAll(SINGLE_LETTERS, (run) => run.replaceAll(' ', ''))
    .split(' ')
}

const LETTER = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}0-9@$]`
const SINGLE_LETTERS = new RegExp(String.raw`(?<!\S)${LETTER}(?: ${LETTER}){2,}(?!\S)`, 'gu')

/** One letter with its marks; of Katakana a whole word, which is set off from what stands around it. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[\p{Script=Katakana}ー]+/gu

function apart(words: string): string {
  return ` ${words.replaceAll(UNSPACED, ' $& ').replaceAll(/ +/g, ' ').trim()} `
}

function wordsIn(bare: string): readonly string[] {
  return bare.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
}

/** Where marks are accents, points or decoration; and marks on nothing. */
const MARKED =
  /([\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{N}]|[^\p{L}\p{M}]|^)\p{M}+/gu

/** One character each, of up to 18 letters: a text of nothing else would be one of 360,000. */
const FORMULAS = /[\ufdfa\ufdfb]/g

function bareOf(text: string): string {
  const plain = text
    .replaceAll(FORMULAS, ' ')
    .normalize('NFKD')
    .replaceAll(/[\p{Cf}\p{DI}]/gu, '')
    .replaceAll(MARKED, '$1')
    .replaceAll(SIGN_LETTERS, letterOf)
  // Upper case first: it makes one word of straße and STRASSE.
  return plain.toUpperCase().toLowerCase().normalize('NFKC')
}

/** Where signs begin that are an alphabet in circles, squares and, for flags, dashed squares. */
const ALPHABETS = [0x1f150, 0x1f170, 0x1f1e6] as const
const SIGN_LETTERS = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu

function letterOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  const start = ALPHABETS.findLast((first) => first <= code) ?? code
  return String.fromCharCode(0x61 + code - start)
}
