import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFile, UnreadableFileError } from './open-file.ts'

const TEXT = `${'{"line":1}\n'.repeat(30_000)}{"last":1}\n`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadout-open-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

async function read(path: string, offset = 0) {
  let bytes = 0
  const onBytes = (count: number) => {
    bytes += count
  }
  const { compression, chunks } = await openFile(path, { offset, onBytes })
  const pieces: Uint8Array[] = []
  for await (const chunk of chunks) pieces.push(chunk)
  return { compression, text: Buffer.concat(pieces).toString(), bytes }
}

describe('openFile', () => {
  it.each([
    ['none', Buffer.from(TEXT)],
    ['gzip', gzipSync(TEXT)],
    ['zstd', zstdCompressSync(TEXT)],
  ] as const)('reads a file with compression %s whole', async (compression, content) => {
    const file = await fileOf(`whole-${compression}`, content)
    expect(await read(file)).toEqual({ compression, text: TEXT, bytes: content.length })
  })

  it('counts bytes as they are on disk, which is what progress is measured against', async () => {
    const content = gzipSync(TEXT)
    expect(content.length).toBeLessThan(TEXT.length)
    expect((await read(await fileOf('counted.gz', content))).bytes).toBe(content.length)
  })

  it('goes on from an offset, and counts only what is left', async () => {
    const file = await fileOf('offset', TEXT)
    const offset = TEXT.indexOf('{"last"')
    expect(await read(file, offset)).toEqual({
      compression: 'none',
      text: '{"last":1}\n',
      bytes: TEXT.length - offset,
    })
  })

  it('does not take the middle of a plain file for a compressed one', async () => {
    const gzip = gzipSync('x')
    const file = await fileOf('misleading', Buffer.concat([Buffer.from('text\n'), gzip]))
    expect((await read(file, 5)).compression).toBe('none')
  })

  it.each(['', '\n', '{'])('reads the tiny file %j', async (text) => {
    expect((await read(await fileOf('tiny', text))).text).toBe(text)
  })

  it.each([
    ['is gone', async () => join(folder, 'gone')],
    ['is a directory', async () => folder],
    ['breaks off', () => fileOf('cut.gz', gzipSync(TEXT).subarray(0, -20))],
    ['is damaged', () => fileOf('bad.zst', zstdCompressSync(TEXT).fill(7, 20))],
    ['only begins like gzip', () => fileOf('fake.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]))],
  ])('has one error for a file that %s', async (_, make) => {
    const error = await read(await make()).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(UnreadableFileError)
    expect(error).toMatchObject({ message: expect.stringMatching(/./), cause: expect.anything() })
  })
})
