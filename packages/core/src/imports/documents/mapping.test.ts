import { describe, expect, it } from 'vitest'
import * as map from './mapping.ts'

const TAGS = 'FPS; Action;;FPS;null'

const ROW: Readonly<Record<string, unknown>> = {
  name: ' Half-Life ',
  nothing: 'null',
  empty: '',
  price: '7.19',
  count: 12,
  yes: true,
  tags: TAGS,
  list: ['a', ' a ', 1, null, { b: 1 }, ''],
  object: { a: 1 },
}

const of = (mapping: map.Mapping) => mapping((name) => ROW[name])

describe('a value', () => {
  it.each<[string, map.Mapping, unknown]>([
    ['is always the same', map.constant(7), 7],
    ['is a text', map.text('name'), 'Half-Life'],
    ['is the text of a number', map.text('count'), '12'],
    ['is no text', map.text('nothing'), undefined],
    ['is an empty text', map.text('empty'), undefined],
    ['is no text when it is an object', map.text('object'), undefined],
    ['is not there', map.text('x'), undefined],
    ['is a number', map.number('price'), 7.19],
    ['is a number already', map.number('count'), 12],
    ['is no number, which is seen later', map.number('tags'), TAGS],
    ['is no number when there is nothing', map.number('x'), ''],
    ['is as it stands', map.raw('object'), { a: 1 }],
    ['is another one', map.change(map.number('count'), String), '12'],
  ])('%s', (_, mapping, value) => {
    expect(of(mapping)).toEqual(value)
  })

  it.each(['1e3', '0x10', 'Infinity', 'NaN', '1,5', '.5', '5.', '--1', '1 2'])(
    '%j is no number',
    (text) => {
      expect(map.number('x')(() => text)).toBe(text)
    },
  )
})

describe('a list', () => {
  it.each<[string, map.Mapping, unknown]>([
    ['is split', map.list('tags'), ['FPS', 'Action']],
    ['is split elsewhere', map.list('name', '-'), ['Half', 'Life']],
    ['is of texts', map.list('list'), ['a', '1']],
    ['is empty', map.list('x'), []],
    [
      'is made of another one',
      map.each(map.list('tags'), (name) => ({ name })),
      [{ name: 'FPS' }, { name: 'Action' }],
    ],
    ['leaves out', map.each(map.raw('list'), (item) => (item === 'a' ? item : undefined)), ['a']],
    ['is of nothing', map.each(map.raw('object'), (item) => item), []],
    ['is of one', map.only(map.text('name')), ['Half-Life']],
    ['is of none', map.only(map.text('x')), []],
    ['is of several', map.all(map.list('tags'), map.list('list')), ['FPS', 'Action', 'a', '1']],
  ])('%s', (_, mapping, value) => {
    expect(of(mapping)).toEqual(value)
  })

  it('knows the row its items are of', () => {
    const mapping = map.each(map.list('tags'), (tag, fields) => [tag, fields('count')])
    expect(of(mapping)).toEqual([
      ['FPS', 12],
      ['Action', 12],
    ])
  })
})

describe('an object', () => {
  it('has each of its values mapped', () => {
    const mapping = map.object({ a: map.text('name'), b: map.object({ c: map.constant(1) }) })
    expect(of(mapping)).toEqual({ a: 'Half-Life', b: { c: 1 } })
  })

  it('gives what it has itself, and nothing else', () => {
    expect(map.fieldOf({ a: 1 }, 'a')).toBe(1)
    const others = [{ b: 1 }, null, 'text', 5, undefined, []]
    expect(others.map((value) => map.fieldOf(value, 'a'))).toEqual(others.map(() => undefined))
    expect(map.fieldOf({}, 'toString')).toBeUndefined()
    expect(map.fieldOf(JSON.parse('{"__proto__":{"a":1}}'), 'a')).toBeUndefined()
  })
})
