import { describe, expect, it } from 'vitest'
import { isOfficialName, isOfOneScript, nameKey } from './name-key.ts'

describe('nameKey', () => {
  it.each([
    ['Cyrillic', 'аdmіn', 'admin'],
    ['all in Cyrillic', 'АРЕ', 'APE'],
    ['Cyrillic with a mark', 'ёё', 'ee'],
    ['Greek', 'ΑΝΝΑ', 'avva'],
    ['Greek omicron', 'bοb', 'bob'],
    ['Armenian', 'հօ', 'ho'],
    ['full width', 'Ｂｏｂ１', 'bob1'],
    ['mathematical', '𝓑𝓸𝓫', 'bob'],
    ['small letters above', 'boᵇ', 'bob'],
    ['combining marks', 'b̈ő̧b̶', 'bob'],
    ['composed and not', 'José', 'Jose\u0301'],
    ['ligatures', 'ﬁsh', 'fish'],
    ['capitals', 'BOB', 'bob'],
    ['sharp s', 'GROẞ', 'groß'],
    ['a dotted capital I', 'İris', 'iris'],
    ['a dotless i', 'ırıs', 'iris'],
    ['1, l and I', 'Il1', 'lll'],
    ['0 and O', 'B0B', 'bob'],
    ['rn and m', 'rnary', 'mary'],
    ['vv and w', 'vvill', 'will'],
    ['strokes', 'bøb', 'bob'],
    ['spaces and signs', 'b.o-b _', 'bob'],
    ['a click that is a bar', 'ǀogan', 'logan'],
    ['a Korean circle', 'bㅇb', 'bob'],
    ['a Chinese zero', 'b〇b', 'bob'],
    ['a Chinese stroke', '丨ogan', 'logan'],
    ['a Hebrew vav', 'וogan', 'logan'],
    ['an Arabic alef', 'اogan', 'logan'],
    ['a tatweel between letters', 'محـمد', 'محمد'],
  ])('takes look-alikes for one: %s', (_, name, same) => {
    expect(nameKey(name)).toBe(nameKey(same))
  })

  it.each([
    ['zero width space', 'a\u200bna'],
    ['zero width joiner', 'a\u200dna'],
    ['word joiner', 'a\u2060na'],
    ['byte order mark', '\ufeffana'],
    ['soft hyphen', 'a\u00adna'],
    ['direction override', '\u202eana'],
    ['variation selector', 'a\ufe0fna'],
    ['grapheme joiner', 'a\u034fna'],
    ['Khmer vowel that is not shown', 'ana\u17b4'],
  ])('does not see what nobody sees: %s', (_, name) => {
    expect(nameKey(name)).toBe(nameKey('ana'))
  })

  it.each([
    ['Ana', 'Anna'],
    ['bob', 'bod'],
    ['中文', '中国'],
    ['محمد', 'محمود'],
    ['Иван', 'Игорь'],
    ['아나', '오나'],
    ['user2', 'user3'],
  ])('tells %s from %s', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other))
  })

  it('is empty when there is nothing to see', () => {
    expect(nameKey('')).toBe('')
    expect(nameKey(' .-_ \u200b\u0301')).toBe('')
  })

  it('is its own key, whatever the name', () => {
    for (const name of ['Ångström', 'Иван Грозный', 'Il1 O0', 'rnvv', 'ΣΊΣΥΦΟΣ', 'ﷺ']) {
      expect(nameKey(nameKey(name))).toBe(nameKey(name))
    }
  })
})

describe('isOfficialName', () => {
  it.each([
    'admin',
    'Admin',
    'A d m i n',
    'аdmin',
    'Moderator',
    'LOADOUT',
    'Support-Team',
    'rnod',
    'Модератор',
    'Администратор',
    '管理者',
    '운영자',
    'المشرف',
    'Modérateur',
  ])('is so of %s', (name) => {
    expect(isOfficialName(name)).toBe(true)
  })

  it.each(['Ana', 'Modest', 'Adminsky', 'Teamo', 'Rooted'])('is not so of %s', (name) => {
    expect(isOfficialName(name)).toBe(false)
  })
})

describe('isOfOneScript', () => {
  it.each([
    'Ana',
    'Ångström',
    'Nguyễn',
    'Łukasz',
    'Þór',
    'Straße 8',
    'İbrahim ığdır',
    'Əli',
    'Ɛsi Ŋma',
    'Иван 2',
    'Ґанна',
    'Ελένη',
    'Գեւորգ',
    'ნინო',
    'שרה',
    'محمد',
    'محمد ٢',
    'राम',
    'สมชาย',
    '中文',
    'かな漢字カナー',
    'Kenji 健二',
    '김민수',
    'Min 민수',
    '12-34',
  ])('takes %s', (name) => {
    expect(isOfOneScript(name)).toBe(true)
  })

  it.each([
    ['Latin and Cyrillic', 'аdmin'],
    ['Latin and Greek', 'bοb'],
    ['Latin and Armenian', 'bօb'],
    ['Cyrillic and Greek', 'Аα'],
    ['Latin and a Hebrew letter', 'וogan'],
    ['Latin and a Devanagari zero', 'b०b'],
    ['Latin and an Arabic zero', 'b٥b'],
    ['a row of Thai zeros', '๐๐๐'],
    ['Cherokee, which has Latin capitals', 'ᎪᏞᎬ'],
    ['Lisu, which has all of them', 'ꓐꓳꓐ'],
    ['Coptic', 'ⲟⲟ'],
    ['Deseret', '𐐬𐐬'],
    ['small capitals', 'ʙᴏʙ'],
    ['phonetic signs', 'ɑdɱin'],
    ['a click', 'ǀogan'],
    ['a Hangul filler', 'ana\u3164'],
    ['half of one', 'ana\uffa0'],
    ['an apostrophe that is a letter', 'anaʼ'],
  ])('refuses %s', (_, name) => {
    expect(isOfOneScript(name)).toBe(false)
  })
})
