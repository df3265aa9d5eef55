import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RawDocument } from './prepared-document.ts'
import { MAX_DOCUMENT_BYTES, splitLines, wholeDocument } from './split-lines.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const decode = (document: RawDocument) => new TextDecoder().decode(document.bytes)

async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

async function split(...texts: readonly string[]) {
  const documents = await Array.fromAsync(splitLines(chunksOf(...texts.map(encode))))
  return documents.map((document) => [document.line, decode(document)])
}

describe('splitLines', () => {
  it('numbers lines from 1 and needs no newline at the end', async () => {
    expect(await split('a\nb\nc')).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ])
  })

  it('skips blank lines but counts them', async () => {
    expect(await split('\n \t\r\na\r\n\n\nb\n')).toEqual([
      [3, 'a\r'],
      [6, 'b'],
    ])
  })

  it('gives the same lines wherever the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('{"a":1}', 'é', '', ' ', 'x'.repeat(50)), { maxLength: 20 }),
        fc.array(fc.nat({ max: 400 }), { maxLength: 8 }),
        async (lines, cuts) => {
          const bytes = encode(lines.join('\n'))
          const edges = [
            0,
            ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
            bytes.length,
          ]
          const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge))
          const documents = await Array.fromAsync(splitLines(chunksOf(...pieces)))
          const expected = lines.flatMap((line, index) =>
            line.trim() === '' ? [] : [[index + 1, line]],
          )
          expect(documents.map((document) => [document.line, decode(document)])).toEqual(expected)
        },
      ),
    )
  })

  it('keeps only the beginning of a line over the limit, and every line after it', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x61)
    const huge = Array.from({ length: 20 }, () => chunk)
    const documents = await Array.fromAsync(
      splitLines(chunksOf(encode('a\n'), ...huge, encode('\nb'))),
    )
    expect(documents.map(({ line, totalBytes }) => [line, totalBytes])).toEqual([
      [1, 1],
      [2, 20 * 1024 * 1024],
      [3, 1],
    ])
    expect(documents[1]?.bytes.length).toBeLessThanOrEqual(64 * 1024)
    expect(20 * 1024 * 1024).toBeGreaterThan(MAX_DOCUMENT_BYTES)
  })

  it('has nothing to give for an empty stream', async () => {
    expect(await split()).toEqual([])
  })
})

describe('wholeDocument', () => {
  it('takes a pretty-printed document as one', async () => {
    const documents = await Array.fromAsync(
      wholeDocument(chunksOf(encode('{\n  "a"'), encode(': 1\n}\n'))),
    )
    expect(documents.map(decode)).toEqual(['{\n  "a": 1\n}\n'])
  })
})
