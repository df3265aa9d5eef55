import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ImportSource } from '@loadout/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileSource, streamSource } from './file-source.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadout-source-'))
  await mkdir(join(folder, 'elsewhere'))
})
afterAll(() => rm(folder, { recursive: true }))

/** When files were written, unless they say otherwise. */
const THEN = new Date('2021-03-04T05:06:07Z')

async function sourceOf(
  name: string,
  content: string | Uint8Array,
  writtenAt = THEN,
): Promise<ImportSource> {
  const path = join(folder, name)
  await writeFile(path, content)
  await utimes(path, writtenAt, writtenAt)
  return fileSource(path)
}

async function read(source: ImportSource) {
  let bytes = 0
  const pieces: Uint8Array[] = []
  const chunks = source.open((more) => {
    bytes += more
  })
  for await (const chunk of chunks) pieces.push(chunk)
  return { text: Buffer.concat(pieces).toString(), bytes }
}

describe('fileSource', () => {
  it('is read as often as is wanted, decompressed, and counted as it is stored', async () => {
    const text = 'id,name\n'.repeat(5_000)
    const content = gzipSync(text)
    const source = await sourceOf('a.csv.gz', content)
    expect(source).toMatchObject({ name: 'a.csv.gz', bytes: content.length })
    for (let time = 0; time < 2; time += 1) {
      expect(await read(source)).toEqual({ text, bytes: content.length })
    }
  })

  it('is known again by its name, its size, its time and both its ends', async () => {
    const text = 'x'.repeat(10_000)
    const { fingerprint } = await sourceOf('a.csv', text)
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
    const again = await sourceOf('elsewhere/a.csv', text)
    expect(again.fingerprint).toBe(fingerprint)
    // One that was mended in the middle looks the same but for its time.
    const mended = `${text.slice(0, 5_000)}y${text.slice(5_001)}`
    const others = [
      await sourceOf('b.csv', text),
      await sourceOf('a.csv', `${text}x`),
      await sourceOf('a.csv', `y${text.slice(1)}`),
      await sourceOf('a.csv', `${text.slice(1)}y`),
      await sourceOf('a.csv', ''),
      await sourceOf('a.csv', mended, new Date(THEN.getTime() + 1)),
    ]
    expect(new Set([fingerprint, ...others.map((one) => one.fingerprint)]).size).toBe(7)
  })

  it('rejects for a file that is not there, and when it is read for one that breaks off', async () => {
    await expect(fileSource(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'ENOENT' })
    const cut = await sourceOf('cut.gz', gzipSync('x'.repeat(10_000)).subarray(0, -10))
    await expect(read(cut)).rejects.toThrow('unexpected end of file')
  })

  it('reads a plain file of any size to its end', async () => {
    for (const size of [0, 1, 65_536, 65_537, 200_000]) {
      const text = Array.from({ length: size }, (_, at) =>
        String.fromCharCode(97 + (at % 26)),
      ).join('')
      expect(await read(await sourceOf('plain.csv', text))).toEqual({ text, bytes: size })
    }
  })

  it('is let go by a reader that has seen enough', async () => {
    const source = await sourceOf('long.csv', 'x'.repeat(1_000_000))
    for await (const chunk of source.open(() => {})) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    await writeFile(join(folder, 'long.csv'), '')
  })
})

describe('streamSource', () => {
  it('is read once, and cannot be known again', async () => {
    const source = streamSource('stdin', new Blob([gzipSync('a,b\n')]).stream())
    expect(source).toMatchObject({ name: 'stdin', bytes: null, fingerprint: '' })
    expect((await read(source)).text).toBe('a,b\n')
  })
})
