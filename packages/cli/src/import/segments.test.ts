import { splitLines } from '@loadout/core/matches'
import { describe, expect, it } from 'vitest'
import { LineSegments, START } from './segments.ts'

const NEVER = new AbortController().signal

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const chunk of chunks) pieces.push(chunk)
  return Buffer.concat(pieces).toString()
}

async function linesOf(chunks: AsyncIterable<Uint8Array>) {
  const lines: [number, string][] = []
  for await (const { line, bytes } of splitLines(chunks)) {
    lines.push([line, Buffer.from(bytes).toString()])
  }
  return lines
}

const TEXT = 'one\ntwo\n\nfour\nfive\nsix'
const ALL = await linesOf(chunksOf(TEXT, 1_000))

describe('LineSegments', () => {
  it.each([1, 2, 3, 4, 5, 7, 100])(
    'gives every line once under its own number, read %d bytes at a time',
    async (size) => {
      for (const maxBytes of [1, 4, 9, 1_000]) {
        const segments = new LineSegments(chunksOf(TEXT, size), {
          maxBytes,
          from: START,
          signal: NEVER,
        })
        const lines: [number, string][] = []
        while (!segments.ended) lines.push(...(await linesOf(segments.next())))
        expect(lines).toEqual(ALL)
        expect(segments.position).toEqual({ offset: TEXT.length, lines: 5 })
      }
    },
  )

  it('can go on from the end of any segment', async () => {
    const first = new LineSegments(chunksOf(TEXT, 6), { maxBytes: 5, from: START, signal: NEVER })
    const before = await linesOf(first.next())
    const from = first.position
    expect(from.offset).toBeGreaterThan(0)
    const rest = chunksOf(TEXT.slice(from.offset), 6)
    const second = new LineSegments(rest, { maxBytes: 1_000, from, signal: NEVER })
    expect([...before, ...(await linesOf(second.next()))]).toEqual(ALL)
  })

  it('ends at the next line end once it is told to stop', async () => {
    const stop = new AbortController()
    const source = chunksOf('aaaa\nbbbb\ncccc\n', 7)
    const segments = new LineSegments(source, { maxBytes: 1_000, from: START, signal: stop.signal })
    stop.abort()
    expect(await textOf(segments.next())).toBe('aaaa\n')
    expect(segments.position).toEqual({ offset: 5, lines: 1 })
    expect(segments.ended).toBe(false)
  })

  it('does not cut a line that is longer than a segment', async () => {
    const line = `${'x'.repeat(50)}\n`
    const segments = new LineSegments(chunksOf(line, 8), {
      maxBytes: 10,
      from: START,
      signal: NEVER,
    })
    expect(await textOf(segments.next())).toBe(line)
  })

  it('lets its source go', async () => {
    let released = false
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('a\nb\n')
        yield Buffer.from('c\n')
      } finally {
        released = true
      }
    }
    const segments = new LineSegments(source(), { maxBytes: 1, from: START, signal: NEVER })
    await textOf(segments.next())
    await segments.close()
    await segments.close()
    expect(released).toBe(true)
  })
})
