import { createHash, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Codec } from '../ports/codec.ts'
import { decodeEvents, joinEvents } from './events.ts'
import { EXCLUSION_MESSAGES } from './exclusion-messages.ts'
import { EXCLUSION_REASONS } from './match-document.ts'
import { prepareDocument } from './prepare-document.ts'
import type { PreparedDocument } from './prepared-document.ts'
import { MATCH_ID, riotDocument } from './sources/testing/riot-fixture.ts'
import { game } from './sources/valorant.ts'
import { MAX_DOCUMENT_BYTES } from './split-lines.ts'

const codec: Codec = {
  compress: (bytes) => new Uint8Array(deflateRawSync(bytes)),
  decompress: (bytes) => new Uint8Array(inflateRawSync(bytes)),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
}

const GOOD = JSON.stringify(riotDocument())

function prepare(
  content: string | Uint8Array<ArrayBuffer>,
  more: { source?: string; totalBytes?: number } = {},
): PreparedDocument {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const raw = { line: 3, bytes, totalBytes: more.totalBytes ?? bytes.length }
  return prepareDocument({ codec, game }, raw, more.source ?? 'auto')
}

function rejectionOf(document: PreparedDocument) {
  if (document.kind !== 'rejected') throw new Error('the document was accepted')
  return document.rejection
}

describe('prepareDocument', () => {
  it('gives the rows and the events of a match, and the bytes as they came', () => {
    const document = prepare(GOOD)
    if (document.kind !== 'match') throw new Error('not a match')
    expect(document.line).toBe(3)
    expect(document.rows.match.id).toBe(MATCH_ID)
    expect(document.rows.players).toHaveLength(10)
    const events = joinEvents(new Uint8Array(0), document.rounds)
    expect(decodeEvents(codec, events)).toHaveLength(document.rows.match.rounds)
    expect(new TextDecoder().decode(codec.decompress(document.raw.compressed))).toBe(GOOD)
    expect(document.raw.hash).toBe(createHash('sha256').update(GOOD).digest('hex'))
  })

  it('takes a document that begins with a byte order mark', () => {
    expect(prepare(`\ufeff${GOOD}`).kind).toBe('match')
  })

  it.each([
    ['bytes that are no text', Uint8Array.of(0x7b, 0xff, 0x7d), 'INVALID_UTF8'],
    ['half a character', new TextEncoder().encode('{"a":"é').slice(0, -1), 'INVALID_UTF8'],
    ['text that is no JSON', '{"a":', 'INVALID_JSON'],
    ['JSON that is no match', '{"a":1}', 'UNKNOWN_SHAPE'],
    ['nothing', '', 'INVALID_JSON'],
  ])('quarantines %s', (_, content, code) => {
    expect(rejectionOf(prepare(content))).toMatchObject({
      kind: 'quarantined',
      code,
      matchId: null,
      pointer: '',
    })
  })

  it('quarantines a document of another source than it was said to be', () => {
    expect(rejectionOf(prepare(GOOD, { source: 'henrik-v4' })).code).toBe('SOURCE_MISMATCH')
    expect(prepare(GOOD, { source: 'riot' }).kind).toBe('match')
  })

  it('judges the size by the whole document, not by the part that was kept', () => {
    const cut = prepare('{"beginning": tr', { totalBytes: MAX_DOCUMENT_BYTES + 1 })
    expect(rejectionOf(cut)).toMatchObject({ code: 'DOCUMENT_TOO_LARGE' })
    expect(rejectionOf(cut).message).toContain(String(MAX_DOCUMENT_BYTES + 1))
    expect(cut.raw.bytes).toBe(MAX_DOCUMENT_BYTES + 1)
    expect(prepare(GOOD, { totalBytes: MAX_DOCUMENT_BYTES }).kind).toBe('match')
  })

  it('excludes with the id of the match, so that people can look it up', () => {
    const custom = JSON.stringify(
      riotDocument({ info: { provisioningFlowId: 'CustomGame', queueId: '' } }),
    )
    expect(rejectionOf(prepare(custom))).toEqual({
      kind: 'excluded',
      code: 'custom',
      matchId: MATCH_ID,
      pointer: '',
      message: EXCLUSION_MESSAGES.custom,
    })
  })

  it('points at the field that is wrong', () => {
    const broken = riotDocument()
    const [first] = broken.players
    if (first === undefined) throw new Error('the fixture has players')
    first.competitiveTier = 'gold'
    expect(rejectionOf(prepare(JSON.stringify(broken)))).toMatchObject({
      kind: 'quarantined',
      code: 'INVALID_FIELD',
      pointer: '/players/0/competitiveTier',
    })
  })

  it('quarantines counters that no column holds', () => {
    const endless = riotDocument({ rounds: Array.from({ length: 128 }, () => ({})) })
    expect(rejectionOf(prepare(JSON.stringify(endless)))).toMatchObject({
      kind: 'quarantined',
      code: 'INCONSISTENT_DOCUMENT',
      pointer: '',
      message: expect.stringContaining('plausible'),
    })
  })

  it('is made of plain data, because it crosses threads', () => {
    for (const content of [GOOD, 'nonsense']) {
      const document = prepare(content)
      expect(structuredClone(document)).toEqual(document)
    }
  })
})

describe('the reasons of exclusion', () => {
  it('are each explained to people, in a line of their own', () => {
    expect(Object.keys(EXCLUSION_MESSAGES).sort()).toEqual([...EXCLUSION_REASONS].sort())
    const texts = Object.values(EXCLUSION_MESSAGES)
    expect(new Set(texts).size).toBe(texts.length)
  })
})
