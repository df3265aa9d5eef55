import { describe, expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'

async function decoded(bytes: Uint8Array, piece: number): Promise<string> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
  }
  let text = ''
  for await (const part of decodeText(chunks())) text += part
  return text
}

const TEXT = 'id,name\n1,Größe 👍\n'
const utf8 = new TextEncoder()

/** UTF-16 with its byte order mark. */
function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2))
  const units = `\ufeff${text}`
  for (let at = 0; at < units.length; at += 1)
    view.setUint16(at * 2, units.charCodeAt(at), littleEndian)
  return new Uint8Array(view.buffer)
}

describe('decodeText', () => {
  it.each([
    ['UTF-8', utf8.encode(TEXT)],
    ['UTF-8 with a mark', utf8.encode(`\ufeff${TEXT}`)],
    ['UTF-16 of one kind', utf16(TEXT, true)],
    ['UTF-16 of the other', utf16(TEXT, false)],
  ])('reads %s, however it is cut', async (_, bytes) => {
    for (const piece of [1, 2, 3, 5, 1_000]) expect(await decoded(bytes, piece)).toBe(TEXT)
  })

  it('reads nothing and next to nothing', async () => {
    expect(await decoded(new Uint8Array(), 1)).toBe('')
    expect(await decoded(utf8.encode('x'), 1)).toBe('x')
    expect(await decoded(utf8.encode('\ufeff'), 1)).toBe('')
  })

  it('puts U+FFFD where there is no character', async () => {
    const bytes = new Uint8Array([0x61, 0xff, 0x62, 0xc3, 0x0a, 0xe2, 0x82])
    for (const piece of [1, 10]) expect(await decoded(bytes, piece)).toBe('a\ufffdb\ufffd\n\ufffd')
  })

  it('cuts large chunks without losing anything', async () => {
    const text = 'é👍x'.repeat(40_000)
    expect((await decoded(utf8.encode(text), 1_000_000)) === text).toBe(true)
  })
})
