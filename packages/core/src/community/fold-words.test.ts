import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldWords, readings, spellingsOf } from './fold-words.ts'

describe('foldWords', () => {
  it.each([
    ['Hello, World!', 'hello world'],
    ['  CÁSINO\t\n', 'casino'],
    ['ca\u200bsi\u00adno', 'casino'],
    ['ca\u3164si\u115fno', 'casino'],
    ['ｃａｓｉｎｏ', 'casino'],
    ['𝓬𝓪𝓼𝓲𝓷𝓸', 'casino'],
    ['c.a.s', 'c a s'],
    ['Ünïcödé-Wörds_2', 'unicode words 2'],
    ['Привет, МИР', 'привет мир'],
    ['日本語。', '日本語'],
    ['Straße STRASSE', 'strasse strasse'],
    ['🅒🅐🅢🅘🅝🅞 🅲🅰🆂🅸🅽🅾 🇨🇦🇸🇮🇳🇴', 'casino casino casino'],
    ['ばか は', 'ばか は'],
    ['हिन्दी ไทย์', 'हिन्दी ไทย์'],
    ['مَرحَبًا', 'مرحبا'],
    ['! \u0301 \u0301a', 'a'],
    ['!?*', ''],
    ['', ''],
  ])('%j is %j', (text, expected) => {
    expect(foldWords(text)).toBe(expected)
  })

  it('is a list of words, and folding it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const folded = foldWords(text)
        expect(folded).not.toMatch(/^ | {2}| $/)
        expect(foldWords(folded)).toBe(folded)
      }),
      { numRuns: 500, seed: 20_261_121 },
    )
  })
})

/** Whether a text is held where a word is listed. */
function holds(word: string, text: string): boolean {
  const listed = foldWords(word)
  return [listed, ...spellingsOf(listed)].some((spelling) =>
    readings(text).some((reading) => reading.includes(` ${spelling} `)),
  )
}

describe('a listed word', () => {
  it.each([
    ['in other letters', 'casino', 'A CÁSINO?'],
    ['Cyrillic among Latin', 'casino', 'саѕinо'],
    ['Cyrillic alone', 'coco', 'сосо'],
    ['Greek', 'casino', 'cαsinο'],
    ['Cyrillic that is i, and that is l', 'fill', 'fіӏl'],
    ['Armenian', 'cnco', 'cոco'],
    ['Coptic', 'casino', 'ⲥasino'],
    ['Cherokee', 'casino', 'Ꮯasino'],
    ['small capitals', 'casino', 'ᴄᴀsɪɴᴏ'],
    ['phonetic signs', 'casino', 'cɑsino'],
    ['wide letters and small capitals', 'casino', 'ｃasiɴo'],
    ['digits', 'casino', 'c4s1n0'],
    ['one as l', 'slut', 's1ut'],
    ['signs', 'casino', 'C@$ino'],
    ['a dotless i', 'casino', 'casıno'],
    ['among others', 'casino', 'The c4sino, at 5'],
    ['letter by letter', 'casino', 'my c.a.s.i.n.o!'],
    ['letter by letter, disguised', 'casino', 'my с a s 1 n o'],
    ['of several parts', 'free casino', 'A free c4sino'],
    ['sharp s', 'scheiße', 'SCHEISSE'],
    ['Cyrillic with a Latin letter', 'дурак', 'он дypак'],
    ['Cyrillic with Latin letters alone', 'сука', 'cyкa'],
    ['Japanese without spaces', '馬鹿', 'お前は馬鹿だ'],
    ['Japanese small letters', 'ばか', 'このばかが'],
    ['a word of Katakana', 'バカ', 'このバカが'],
    ['Korean with its particle', '바보', '너는 바보야'],
    ['Thai without spaces', 'ควาย', 'เขาเป็นควายมาก'],
  ])('is found: %s', (_, word, text) => {
    expect(holds(word, text)).toBe(true)
  })

  it.each([
    ['in a longer word', 'ass', 'classes'],
    ['across words', 'ass', 'a ss'],
    ['numbers', 'lol', '101 of 8008, 455 in 2026'],
    ['plain words that look alike', 'lll', 'Hello, Ill will: hell'],
    ['a Russian word among Russian ones', 'cock', 'Добрый соск'],
    ['a Russian word that looks Latin', 'cum', 'Вставь сим-карту в слот'],
    ['other marks, in Japanese', 'ばか', 'はか'],
    ['a longer word of Katakana', 'バカ', 'バカンス'],
    ['other vowels, in Hindi', 'का', 'की'],
    ['Greek', 'koc', 'κάθε λόγος'],
    ['initials', 'usa', 'U S'],
    ['a sign alone', 'a', '@ $ $5 @@'],
    ['nothing', 'a', ''],
  ])('is not found: %s', (_, word, text) => {
    expect(holds(word, text)).toBe(false)
  })

  it('is found by itself, whatever it is', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(words, (word) => {
        fc.pre(foldWords(word) !== '')
        expect(holds(word, `(${word})`)).toBe(true)
      }),
      { numRuns: 500, seed: 20_261_129 },
    )
  })
})
