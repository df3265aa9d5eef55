import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventStreamParser, type Message } from './event-stream.ts'

const encoder = new TextEncoder()

function parse(...pieces: readonly (string | Uint8Array)[]): readonly Message[] {
  const parser = new EventStreamParser()
  return pieces.flatMap((piece) =>
    parser.push(typeof piece === 'string' ? encoder.encode(piece) : piece),
  )
}

function message(data: string, event = '', lastEventId = ''): Message {
  return { event, data, lastEventId }
}

describe('EventStreamParser', () => {
  it('reads what the server writes', () => {
    const text = [
      'event: connected\ndata: {"reconnectAfterInactivityMs":40000}\n\n\n',
      'data: {"type":"start"}\nid: 1795919116666.0\n\n\n',
      'event: ping\ndata: \n\n\n',
      'data: {"type":"unread"}\nid: 1795919116666.1\n\n\n',
    ]
    expect(parse(text.join(''))).toEqual([
      message('{"reconnectAfterInactivityMs":40000}', 'connected'),
      message('{"type":"start"}', '', '1795919116666.0'),
      message('', 'ping', '1795919116666.0'),
      message('{"type":"unread"}', '', '1795919116666.1'),
    ])
  })

  it.each([
    ['ends lines at LF, CR and CRLF', 'data: a\r\ndata: b\rdata: c\n\n', [message('a\nb\nc')]],
    ['has an empty line between two CRs', 'data: a\r\rdata: b\r\r', [message('a'), message('b')]],
    ['takes one space off a value', 'data:a\n\ndata:  b\n\n', [message('a'), message(' b')]],
    ['keeps the colons of a value', 'data: a: b\n\n', [message('a: b')]],
    ['takes a name alone for an empty value', 'data\n\n', [message('')]],
    ['leaves comments out', ': a\n:\ndata: b\n\n:\n\n', [message('b')]],
    ['leaves names out that it does not know', 'retry: 1\nnews: x\ndata: a\n\n', [message('a')]],
    ['leaves a message without data out', 'event: a\n\ndata: b\n\n', [message('b')]],
    [
      'forgets a name with its message',
      'event: a\ndata: b\n\ndata: c\n\n',
      [message('b', 'a'), message('c')],
    ],
    [
      'keeps an id until there is another one',
      'id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n',
      [message('a', '', '1'), message('b', '', '1'), message('c')],
    ],
    ['keeps the id of a message without data', 'id: 1\n\ndata: a\n\n', [message('a', '', '1')]],
    ['leaves an id with NUL out', 'id: 1\nid: 2\0\ndata: a\n\n', [message('a', '', '1')]],
    ['takes a byte order mark off', '\uFEFFdata: a\n\n', [message('a')]],
    ['takes one byte order mark off', '\uFEFF\uFEFFdata: a\n\ndata: b\n\n', [message('b')]],
    ['waits for the end of a message', 'data: a\n\ndata: b\n', [message('a')]],
  ])('%s', (_behaviour, text, messages) => {
    expect(parse(text)).toEqual(messages)
  })

  it('reads a CRLF that was cut in two as one end of a line', () => {
    expect(parse('data: a\r', '\ndata: b\r', '\n\r', '\n')).toEqual([message('a\nb')])
    expect(parse('data: a\r', '\n', '\n')).toEqual([message('a')])
  })

  it('puts characters together that were cut in two', () => {
    const bytes = encoder.encode('data: Zoë 🎯\n\n')
    expect(parse(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual([message('Zoë 🎯')])
  })

  it('gives the same messages wherever the bytes were cut', () => {
    const lines = fc.constantFrom(
      ...[
        'data: ä🎯',
        'data',
        'data:  x',
        'event: ping',
        'id: 1.2',
        'id',
        'id: \0',
        ': note',
        '',
        '',
      ],
    )
    const ends = fc.constantFrom('\n', '\r', '\r\n')
    const streams = fc
      .array(fc.tuple(lines, ends), { maxLength: 30 })
      .map((parts) => encoder.encode(`\uFEFF${parts.flat().join('')}`))
    fc.assert(
      fc.property(streams, fc.array(fc.nat(200), { maxLength: 20 }), (bytes, places) => {
        const cuts = [0, ...places.map((n) => n % (bytes.length + 1)), bytes.length]
        const sorted = cuts.sort((a, b) => a - b)
        const pieces = sorted.map((from, index) => bytes.slice(from, sorted[index + 1]))
        expect(parse(...pieces)).toEqual(parse(bytes))
      }),
    )
  })

  it('reads any data back, line by line', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\r'))
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (all) => {
        const blocks = all.map((data) => `data: ${data.split('\n').join('\ndata: ')}\n\n`)
        expect(parse(blocks.join(''))).toEqual(all.map((data) => message(data)))
      }),
    )
  })
})
