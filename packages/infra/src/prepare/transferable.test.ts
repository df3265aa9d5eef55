import { describe, expect, it } from 'vitest'
import { toTransferable } from './transferable.ts'

const encode = (text: string) => new TextEncoder().encode(text).slice()

describe('toTransferable', () => {
  it('keeps a buffer that belongs to one document', () => {
    const documents = ['first', 'second'].map((text, line) => raw(line, encode(text)))
    expect(toTransferable(documents).map(({ bytes }) => bytes.buffer)).toEqual(
      documents.map(({ bytes }) => bytes.buffer),
    )
    expect(toTransferable(documents)[0]?.bytes).toBe(documents[0]?.bytes)
  })

  it('copies views out of a larger buffer', () => {
    const chunk = encode('first\nsecond\n')
    const documents = [raw(1, chunk.subarray(0, 5)), raw(2, chunk.subarray(6, 12))]
    const sent = send(documents)
    expect(sent.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['first', 'second'])
    expect(sent.map(({ bytes }) => bytes.buffer.byteLength)).toEqual([5, 6])
    expect(chunk.length).toBe(13)
  })

  it('copies bytes that come twice, also as different views', () => {
    const bytes = encode('twice')
    const sent = send([raw(1, bytes), raw(2, bytes), raw(3, new Uint8Array(bytes.buffer))])
    expect(sent.map((document) => new TextDecoder().decode(document.bytes))).toEqual([
      'twice',
      'twice',
      'twice',
    ])
  })

  it('keeps line and size, and sends nothing as nothing', () => {
    const sent = send([{ line: 7, bytes: new Uint8Array(0), totalBytes: 9_000_000 }])
    expect(sent).toEqual([{ line: 7, bytes: new Uint8Array(0), totalBytes: 9_000_000 }])
  })
})

function raw(line: number, bytes: Uint8Array<ArrayBuffer>) {
  return { line, bytes, totalBytes: bytes.length }
}

/** What arrives in a thread. */
function send(documents: Parameters<typeof toTransferable>[0]) {
  const transferable = toTransferable(documents)
  return structuredClone(transferable, { transfer: transferable.map(({ bytes }) => bytes.buffer) })
}
