/**
 * Markdown as HTML that may stand in a page as it is, whoever wrote it: no scripts, no styles, and no addresses
 * but those of the web and of mail. A port, because a parser of Markdown is not ours to write.
 */
export interface Markdown {
  /** Never fails. Time and size of the answer are bounded by the length of the text. */
  render(text: string): string
  /** What somebody sees who reads the page. Never fails, and in bounded time as well. */
  read(text: string): Reading
}

export interface Reading {
  /** Without markup, each block and each description, title and target of a link on a line of its own. */
  readonly text: string
  /** Whether there is an address to follow: a link or a picture of the page, or what reads as one. */
  readonly hasLink: boolean
}
