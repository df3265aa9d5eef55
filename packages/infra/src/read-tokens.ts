import type { Token } from 'markdown-it'

/** What a page of Markdown shows, and where it leads. */
export interface Shown {
  readonly text: string
  readonly links: boolean
}

/** Descriptions, titles and targets come behind the text that they stand in, so that words in it stay whole. */
export function readTokens(tokens: readonly Token[]): Shown {
  const lines: string[] = []
  const links = tokens.map((token) => readBlock(token, lines)).includes(true)
  return { text: lines.join('\n'), links }
}

/** Whether there is a link in it. */
function readBlock(token: Token, lines: string[]): boolean {
  if (token.type !== 'inline') {
    // Code has no parts.
    if (token.content !== '') lines.push(token.content)
    return false
  }
  const aside: string[] = []
  const children = token.children ?? []
  lines.push(children.map((child) => readInline(child, aside)).join(''), ...aside)
  return children.some(({ type }) => type === 'link_open' || type === 'image')
}

function readInline(token: Token, aside: string[]): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n'
  for (const name of ['title', 'href', 'src']) {
    const value = token.attrGet(name)
    if (value !== null && value !== '') aside.push(decoded(value))
  }
  // That of a picture is its description as it was written: only the parts have what is seen.
  return token.type === 'image'
    ? (token.children ?? []).map((child) => readInline(child, aside)).join('')
    : token.content
}

/** An address as a browser shows it. */
function decoded(value: string): string {
  try {
    return decodeURI(value)
  } catch {
    return value
  }
}
