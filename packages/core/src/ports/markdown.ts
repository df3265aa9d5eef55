/**
 * Markdown as HTML that may stand in a page as it is, whoever wrote it: no scripts, no styles, and no addresses
 * but those of the web and of mail. A port, because a parser of Markdown is not ours to write.
 */
export interface Markdown {
  /** Never fails. Time and size of the answer are bounded by the length of the text. */
  render(text: string): string
}
