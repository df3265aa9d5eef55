import MarkdownIt from 'markdown-it'

/** Endings besides those of countries and the oldest ones: what advertisers like best. */
const ENDINGS = (
  'xyz|online|site|club|app|dev|top|store|live|fun|vip|win|bet|casino|click|link|icu|buzz|space|tech|website' +
  '|world|cash|loan|porn|sex|cam|gift|quest|games|game|zip|life|today|lol|one|bond|bid|trade|network|skin|sbs|cfd' +
  '|monster|rest|cyou|ink|cool|zone|money|gold|deals|promo|sale|group|agency|digital|bar|men|date|review|stream' +
  '|中国|中國|网址|公司|香港|한국'
).split('|')

/** Names with an ending that there is. */
const known = new MarkdownIt().linkify.tlds(ENDINGS, true).set({ fuzzyIP: true })

/** Names with any ending: no more than a guess, unless a port or a path follows. */
const guessed = new MarkdownIt().linkify.tlds('[a-z]{2,63}')
const WITH_PATH = /^[^/?#:]+(?::\d|[/?#])/u

/** Words that begin sentences and are countries too: a space is missing in `I liked it.Me too`. */
const SENTENCE = /^[^/:]*\.(?:Am|As|At|Be|By|De|Do|Es|In|Is|It|La|Me|My|No|So|To|Us)$/u

/** Files that people write about, and countries too. */
const FILE = /^[\w-]+\.(?:md|py|rs)$/iu

/** Browsers open what names its scheme, and people what begins with www, whatever name follows. */
const NAMED = /\b[a-z][a-z\d+.-]{1,30}:\/\/[\p{L}\p{N}[]|\bhttps?:\/|\bwww\.[\p{L}\p{N}]/iu

/** Each address has a dot between letters or digits, but for mail to a host without one. */
const DOTTED = /[\p{L}\p{N}]\.[\p{L}\p{N}]|mailto:/iu

/** To guess takes time that grows with the square of a word: longer ones are looked at in parts that overlap. */
const PART = 600
/** The longest name of a host, with something around it. */
const OVERLAP = 300

/**
 * Whether plain text has an address in it that a reader could follow: with its scheme, of mail, or the bare name or
 * IPv4 address of a host. Wide letters and invisible characters hide none.
 */
export function hasAddress(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{DI}]/gu, '')
    // What browsers take for the dot in a name.
    .replaceAll(/(?<=[a-z\d])。(?=[a-z])/giu, '.')
  if (NAMED.test(plain)) return true
  return plain.split(/\s+/u).some((word) => DOTTED.test(word) && partsOf(word).some(holdsAddress))
}

function holdsAddress(part: string): boolean {
  const isMeant = ({ raw }: { readonly raw: string }) => !SENTENCE.test(raw) && !FILE.test(raw)
  if (known.test(part) && known.match(part)?.some(isMeant)) return true
  return guessed.test(part) && (guessed.match(part) ?? []).some(({ raw }) => WITH_PATH.test(raw))
}

function partsOf(word: string): readonly string[] {
  if (word.length <= PART) return [word]
  const step = PART - OVERLAP
  return Array.from({ length: Math.ceil(word.length / step) }, (_, n) =>
    word.slice(n * step, n * step + PART),
  )
}
