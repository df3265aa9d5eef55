import type { Markdown } from '@loadout/core'
import { LRUCache } from 'lru-cache'
import MarkdownIt from 'markdown-it'
import { hasAddress } from './has-address.ts'
import { readTokens } from './read-tokens.ts'

/** Characters of HTML that one text makes, at most: what would be longer is shown as it was written. */
const MAX_HTML = 300_000

/**
 * Brackets that a text opens, and cells in one of its lines, at most: each bracket looks for its end, and each cell of
 * a header is in all rows, so that a text of nothing else would take a tenth of a second.
 */
const MAX_OPEN = 2_000
const WIDE_TABLE = /(?:\|[^\n|]*){200}/

/** Characters of texts and their HTML that are kept: a page of 2,000 characters takes 0.5 ms to make. */
const KEPT = 4_000_000

/** An unknown scheme may run something: what has none leads to a page of the site itself. */
const SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'mailto'])
const SCHEME = /^([^/?#:]*):/

/** Nobody earns a rank by what visitors write, and the page that is opened gets no hold of ours. */
const REL = 'nofollow ugc noopener'

/** What all markup has in it that hides or changes a character within a line. */
const MARKUP = /[*_`~[<&\\]/

/** CommonMark with tables, strike-through and whole addresses as links; HTML in it is text. */
export function createMarkdown(): Markdown {
  const parser = createParser()
  const kept = new LRUCache<string, string>({
    maxSize: KEPT,
    sizeCalculation: (html, text) => html.length + text.length + 1,
  })
  const asWritten = (text: string) => `<pre>${parser.utils.escapeHtml(text)}</pre>\n`
  const make = (text: string) => {
    if (isOverloaded(text)) return asWritten(text)
    const html = parser.render(text)
    return html.length <= MAX_HTML ? html : asWritten(text)
  }
  return {
    render(text) {
      const known = kept.get(text)
      if (known !== undefined) return known
      const html = make(text)
      kept.set(text, html)
      return html
    },
    read(text) {
      // Most texts have no markup and read as they were written.
      if (!MARKUP.test(text) || isOverloaded(text)) return { text, hasLink: hasAddress(text) }
      // Where it is shown as it was written, an address may stand in what the page leaves out.
      const { text: shown, links } = readTokens(parser.parse(text, {}))
      return { text: shown, hasLink: links || hasAddress(shown) || hasAddress(text) }
    },
  }
}

/** Whether a text is shown as it was written, since its markup would take too long to read. */
function isOverloaded(text: string): boolean {
  return (text.match(/[[<]/g)?.length ?? 0) > MAX_OPEN || WIDE_TABLE.test(text)
}

function createParser(): MarkdownIt {
  const parser = new MarkdownIt({ html: false, linkify: true })
  parser.validateLink = isSafe
  // Only whole addresses are links: to guess at others takes time that grows with the square of a text, and
  // finds `patch.notes` to be one.
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false }).add('//', null).add('ftp:', null)
  const { rules } = parser.renderer
  rules.link_open = (tokens, index, options, _env, renderer) => {
    tokens[index]?.attrSet('rel', REL)
    return renderer.renderToken(tokens, index, options)
  }
  rules.image = (tokens, index, options, env, renderer) => {
    const image = tokens[index]
    const alt = renderer.renderInlineAsText(image?.children ?? [], options, env)
    // Browsers warn of a page with pictures that anybody on the way could have changed.
    if (!/^https:/i.test(image?.attrGet('src') ?? '')) return parser.utils.escapeHtml(alt)
    image?.attrSet('alt', alt)
    image?.attrSet('loading', 'lazy')
    // Who keeps the picture learns that it is looked at, but not where.
    image?.attrSet('referrerpolicy', 'no-referrer')
    return renderer.renderToken(tokens, index, options)
  }
  return parser
}

/** Of an address as it stands in the page: entities are decoded, blanks and control characters encoded. */
function isSafe(url: string): boolean {
  const scheme = SCHEME.exec(url.trim())?.[1]
  return scheme === undefined || SCHEMES.has(scheme.toLowerCase())
}
