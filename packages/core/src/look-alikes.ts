/**
 * Letters and digits that look like another one, after Unicode's table of confusables (UTS #39): what they
 * look like in Latin. Compared in small letters, decomposed and without marks. That `i` and `l` look alike as
 * capitals is left to those who compare.
 */
export const LOOKS_LIKE: ReadonlyMap<string, string> = new Map([
  // Latin, and signs that Unicode counts as such
  ...alike('i', 'ıɩɨ'),
  ...alike('l', '1ǀƚ'),
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
  ...alike('i', 'і'),
  ...alike('l', 'ӏ'),
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
  ...alike('i', 'ι'),
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
