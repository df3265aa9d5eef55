/**
 * Letters and digits that look like another one, after Unicode's table of confusables (UTS #39): what they
 * look like in Latin. Compared in small letters, decomposed and without marks.
 */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map([
  // Latin, and signs that Unicode counts as such
  ...alike('l', 'i1ıɩǀɨƚ'),
  ...alike('o', '0øɔ'),
  ...alike('b', '8ßɓƅ'),
  ...alike('d', 'đɗɖ'),
  ...alike('e', 'əɛ'),
  ...alike('s', '5'),
  ...alike('p', 'þ'),
  ...alike('h', 'ħ'),
  ...alike('t', 'ŧ'),
  ...alike('n', 'ŋ'),
  ...alike('y', 'ɣ'),
  ...alike('ae', 'æ'),
  ...alike('oe', 'œ'),
  // Cyrillic
  ...alike('a', 'а'),
  ...alike('b', 'вь'),
  ...alike('c', 'сҫ'),
  ...alike('d', 'ԁ'),
  ...alike('e', 'еєҽә'),
  ...alike('h', 'нһ'),
  ...alike('j', 'ј'),
  ...alike('k', 'кқҡ'),
  ...alike('l', 'іӏ'),
  ...alike('m', 'м'),
  ...alike('n', 'п'),
  ...alike('o', 'оө'),
  ...alike('p', 'р'),
  ...alike('q', 'ԛ'),
  ...alike('r', 'г'),
  ...alike('s', 'ѕ'),
  ...alike('t', 'т'),
  ...alike('u', 'и'),
  ...alike('v', 'ѵ'),
  ...alike('w', 'ԝш'),
  ...alike('x', 'х'),
  ...alike('y', 'уүұ'),
  ...alike('ae', 'ӕ'),
  // Greek
  ...alike('a', 'α'),
  ...alike('b', 'β'),
  ...alike('c', 'ς'),
  ...alike('e', 'ε'),
  ...alike('k', 'κ'),
  ...alike('l', 'ι'),
  ...alike('n', 'η'),
  ...alike('o', 'οσ'),
  ...alike('p', 'ρ'),
  ...alike('t', 'τ'),
  ...alike('u', 'μυ'),
  ...alike('v', 'ν'),
  ...alike('w', 'ω'),
  ...alike('x', 'χ'),
  ...alike('y', 'γ'),
  ...alike('z', 'ζ'),
  // Armenian, Hebrew, Arabic, Korean, Chinese
  ...alike('g', 'ց'),
  ...alike('h', 'հ'),
  ...alike('l', 'וןا\u1175丨'),
  ...alike('n', 'ո'),
  ...alike('o', 'օסه\u110b〇'),
  ...alike('q', 'զ'),
  ...alike('u', 'ս'),
])

function alike(latin: string, letters: string): readonly (readonly [string, string])[] {
  return Array.from(letters, (letter) => [letter, latin])
}

/** The name as eyes compare it: two names with the same key are one. Empty when nothing of it can be seen. */
export function nameKey(name: string): string {
  const bare = bareOf(name).replaceAll(/[^\p{L}\p{N}]|\u0640/gu, '')
  return Array.from(bare, (char) => LOOKS_LIKE.get(char) ?? char)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

/** Letters of Latin alphabets that do not decompose into one of a to z; no phonetic signs, no small capitals. */
const LATIN = 'a-zßæœøłđħþðıŋəɛɔɓɗɖɣŧ'

/** Hangul decomposed, without its fillers, which nobody sees. */
const HANGUL = String.raw`\u1100-\u115e\u1161-\u11ff`
const CHINESE_JAPANESE = ['Han', 'Hiragana', 'Katakana', 'Bopomofo']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('')

/** Those of UAX #31, table 5, besides: scripts that people use every day. Rarer ones hold whole Latin look-alike alphabets. */
const OTHERS = [
  ...['Arabic', 'Armenian', 'Bengali', 'Cyrillic', 'Devanagari', 'Ethiopic', 'Georgian', 'Greek'],
  ...['Gujarati', 'Gurmukhi', 'Hebrew', 'Kannada', 'Khmer', 'Lao', 'Malayalam', 'Myanmar', 'Oriya'],
  ...['Sinhala', 'Tamil', 'Telugu', 'Thaana', 'Thai', 'Tibetan'],
]

/** What a name may be of, as a whole: one script with 0 to 9; Latin also next to Chinese, Japanese and Korean. */
const ONE_SCRIPT: readonly RegExp[] = [
  new RegExp(`^[${LATIN}${CHINESE_JAPANESE}${HANGUL}ー0-9 ._-]+$`, 'u'),
  // Digits of their own only next to letters: a row of zeros looks like a word.
  ...OTHERS.map(
    (script) => new RegExp(String.raw`^(?=.*\p{L})[\p{Script_Extensions=${script}}0-9 ._-]+$`, 'u'),
  ),
]

/** Whether all letters are of one script, as UTS #39 has it for names that are not to be taken for others. */
export function isOfOneScript(name: string): boolean {
  const bare = bareOf(name)
  return ONE_SCRIPT.some((script) => script.test(bare))
}

function bareOf(name: string): string {
  return name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Names that read as if the site itself spoke, with whatever stands between their letters. */
const OFFICIAL = new Set(
  [
    ...['admin', 'administrator', 'admins', 'moderator', 'moderators', 'mod', 'mods', 'operator'],
    ...['system', 'staff', 'support', 'team', 'official', 'loadout', 'root', 'owner'],
    ...['loadout team', 'loadout support', 'moderator team', 'admin team', 'support team'],
  ].map(nameKey),
)

/** Whether nobody may call themselves that. */
export function isOfficialName(name: string): boolean {
  return OFFICIAL.has(nameKey(name))
}
