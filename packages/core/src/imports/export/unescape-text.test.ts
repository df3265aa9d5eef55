import { describe, expect, it } from 'vitest'
import { unescapeText } from './unescape-text.ts'

async function unescaped(...pieces: readonly string[]): Promise<string> {
  async function* chunks() {
    for (const piece of pieces) yield new TextEncoder().encode(piece)
  }
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of unescapeText(chunks())) text += decoder.decode(chunk, { stream: true })
  return text
}

describe('unescapeText', () => {
  it.each([
    ['nothing to do', '{"a":"b"}\n', '{"a":"b"}\n'],
    ['a quote', '{"a":"\\\\"b"}\n', '{"a":"\\"b"}\n'],
    ['a backslash', '"\\\\\\\\"', '"\\\\"'],
    ['a line break', '"\\\\n"', '"\\n"'],
    ['letters of two bytes', '"é\\\\u2028ü"', '"é\\u2028ü"'],
  ])('%s', async (_, text, json) => {
    expect(await unescaped(text)).toBe(json)
    expect(await unescaped(...text)).toBe(json)
  })
})
