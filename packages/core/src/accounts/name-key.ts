/**
 * Letters and digits that look like another one, after Unicode's table of confusables (UTS #39): what they
 * look like in Latin. Compared in small letters, without marks.
 */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  // Cyrillic
  а: 'a',
  в: 'b',
  е: 'e',
  ё: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  ѕ: 's',
  і: 'l',
  ј: 'j',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  һ: 'h',
  ь: 'b',
  г: 'r',
  ӏ: 'l',
  ѵ: 'v',
  п: 'n',
  и: 'u',
  // Greek
  α: 'a',
  β: 'b',
  γ: 'y',
  ε: 'e',
  ζ: 'z',
  η: 'n',
  ι: 'l',
  κ: 'k',
  μ: 'u',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  σ: 'o',
  ς: 'c',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ω: 'w',
  // Armenian, Cherokee and others that stand for Latin letters
  օ: 'o',
  ս: 'u',
  հ: 'h',
  ո: 'n',
  ց: 'g',
  զ: 'q',
  ꮲ: 'p',
  ꭺ: 'a',
  // Latin
  ı: 'l',
  ɩ: 'l',
  ɑ: 'a',
  ɡ: 'g',
  ß: 'b',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  æ: 'ae',
  œ: 'oe',
  þ: 'p',
  i: 'l',
  l: 'l',
  j: 'j',
  // Digits
  '0': 'o',
  '1': 'l',
  '5': 's',
  '8': 'b',
}

/** Scripts whose letters can be taken for each other's. */
const CONFUSABLE_SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
] as const

/** The name as eyes compare it: two names with the same key are one. Empty when nothing of it can be seen. */
export function nameKey(name: string): string {
  const bare = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  return Array.from(bare, (char) => LOOKS_LIKE[char] ?? char)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

/** Whether letters of several scripts that can be taken for each other stand side by side. */
export function mixesScripts(name: string): boolean {
  return CONFUSABLE_SCRIPTS.filter((script) => script.test(name)).length > 1
}
