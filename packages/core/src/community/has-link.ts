/** Endings of names that advertisers like best and that hardly ever follow a full stop in a sentence. */
const ENDINGS = 'com|net|org|info|biz|xyz|shop|online|site|club|ru|cn|tk|ly|gg|io'

// A name begins where no other can: each letter is looked at a bounded number of times.
const LINK = new RegExp(
  `https?:/|\\bwww\\.|\\]\\([^)\\s]|(?:^|[^\\p{L}\\p{N}.-])(?:[\\p{L}\\p{N}-]+\\.)+(?:${ENDINGS})(?![\\p{L}\\p{N}-])`,
  'iu',
)

/**
 * Whether a text has an address in it that a reader could follow: with its scheme, as www, as the target of a
 * Markdown link, or a bare name with a well-known ending. Wide letters and invisible characters hide none.
 */
export function hasLink(text: string): boolean {
  return LINK.test(text.normalize('NFKC').replaceAll(/\p{Cf}/gu, ''))
}
