import { describe, expect, it } from 'vitest'
import { isAppError } from '../../errors.ts'
import { readHeader } from './read-header.ts'

async function open(text: string, piece = Number.POSITIVE_INFINITY) {
  let isClosed = false
  async function* pieces() {
    try {
      const size = Math.min(piece, text.length + 1)
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
    } finally {
      isClosed = true
    }
  }
  const { head, pieces: rest } = await readHeader(pieces())
  let behind = ''
  for await (const part of rest) behind += part
  return { head, behind, isClosed }
}

describe('the head of CSV', () => {
  it.each([
    ['a line', 'id,name\n1,a\n', { names: ['id', 'name'], line: 2 }, '1,a\n'],
    ['a line of DOS', 'id,name\r\n1,a\r\n', { names: ['id', 'name'], line: 2 }, '1,a\r\n'],
    ['quotes', '"id","the name"\n1,a', { names: ['id', 'the name'], line: 2 }, '1,a'],
    ['spaces', 'id, styleId\n1,2', { names: ['id', ' styleId'], line: 2 }, '1,2'],
    ['no rows', 'id,name', { names: ['id', 'name'], line: 1 }, ''],
    ['blank lines before it', '\n\nid,name\n1,a', { names: ['id', 'name'], line: 4 }, '1,a'],
  ])('with %s', async (_, text, head, behind) => {
    for (const piece of [1, 4, Number.POSITIVE_INFINITY]) {
      const opened = await open(text, piece)
      expect(opened.head).toMatchObject({ format: 'csv', ...head })
      expect(opened).toMatchObject({ behind, isClosed: true })
    }
  })

  it.each([
    [',', 'id,a;b\n'],
    [';', 'id;name;text\n'],
    ['\t', 'id\tname\n'],
  ])('says that cells are separated by %j', async (delimiter, text) => {
    expect((await open(text)).head).toMatchObject({ csv: { delimiter, newline: '\n' } })
  })

  it('says that lines end with a carriage return alone', async () => {
    for (const piece of [1, 100]) {
      const { head, behind } = await open('id,name\r1,a\r', piece)
      expect(head).toMatchObject({ csv: { newline: '\r' }, names: ['id', 'name'] })
      expect(behind).toBe('1,a\r')
    }
  })
})

describe('the head of NDJSON', () => {
  it('is the keys of the first object, which is read again as a row', async () => {
    const text = ' \n{"id":1,"name":"a"}\n{"id":2}\n'
    const { head, behind } = await open(text, 5)
    expect(head).toEqual({ format: 'ndjson', names: ['id', 'name'] })
    expect(behind).toBe(text.trimStart())
  })

  it('is empty when the first object is broken', async () => {
    expect((await open('{"id":\n{"id":2}\n')).head).toEqual({ format: 'ndjson', names: [] })
  })
})

describe('anything else', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \n\r\n\t'],
    ['a JSON array', '[{"id":1}]'],
    ['a line of prose', 'hello\nworld\n'],
    ['a line without end', 'x'.repeat(200_000)],
    ['a quote that is not closed', 'id,name,"text\n1,a,b\n'],
    ['more columns than any table has', `id${',x'.repeat(200)}\n`],
  ])('is refused: %s', async (_, text) => {
    const error = await open(text, 1_000).catch((reason: unknown) => reason)
    expect(isAppError(error, 'BAD_INPUT')).toBe(true)
  })
})
