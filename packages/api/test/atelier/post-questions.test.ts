import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectText, openShop, PHOTO, type Shop } from './shop.ts'
import { cookieOf, written } from './written.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

const QUESTION = { product_id: 1, body: 'Does it shrink?', name: 'Jane', email: 'jane@example.com' }
const ANSWER = { body: 'A bit.', name: 'Joe', email: 'joe@example.com', photos: [PHOTO] }
const ANSWERS = '/qa/questions/3/answers'

const post = (path: string, body: unknown, headers = {}) => shop.send('POST', path, body, headers)
const read = async (path: string) => JSON.parse(await (await shop.get(path)).text())

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

describe('POST /qa/questions', () => {
  it('asks a question that is seen at once', async () => {
    await expectText(await post('/qa/questions', QUESTION), 201, 'Created')
    const { results } = await read('/qa/questions?product_id=1')
    expect(results).toContainEqual({
      question_id: expect.any(Number),
      question_body: 'Does it shrink?',
      question_date: ISO,
      asker_name: 'Jane',
      question_helpfulness: 0,
      reported: false,
      answers: {},
    })
  })

  it('is refused the second time by the same guest', async () => {
    const asked = await post('/qa/questions', { ...QUESTION, product_id: '5' })
    expect(asked.status).toBe(201)
    const again = { ...QUESTION, product_id: 5 }
    const refused = await post('/qa/questions', again, { cookie: cookieOf(asked) })
    await expectText(refused, 422, 'Error: Question body contains invalid entries')
    expect((await post('/qa/questions', again)).status).toBe(201)
  })
})

describe('POST /qa/questions/:id/answers', () => {
  it('answers, and both lists have it', async () => {
    await expectText(await post(ANSWERS, ANSWER), 201, 'Created')
    const { results } = await read(ANSWERS)
    const common = { body: 'A bit.', date: ISO, answerer_name: 'Joe', helpfulness: 0 }
    const photos = [{ id: expect.any(Number), url: PHOTO }]
    expect(results).toEqual([{ answer_id: expect.any(Number), ...common, photos }])
    const id = results[0].answer_id
    const questions = (await read('/qa/questions?product_id=1')).results
    const question = questions.find((one: { question_id: number }) => one.question_id === 3)
    expect(question.answers).toEqual({ [id]: { id, ...common, photos: [PHOTO] } })
  })

  it('needs no photos', async () => {
    const { photos: _, ...plain } = ANSWER
    expect((await post('/qa/questions/1/answers', plain)).status).toBe(201)
  })

  it.each(['4', '5', '4000', '0', 'undefined', '99999999999'])(
    'is refused for the question %s, which cannot be seen',
    async (id) => {
      const before = await written(shop.infra.db)
      const response = await post(`/qa/questions/${id}/answers`, ANSWER)
      await expectText(response, 422, 'Error: Answer body contains invalid entries')
      expect(await written(shop.infra.db)).toEqual(before)
    },
  )
})

describe.each([
  ['/qa/questions', QUESTION, 'Error: Question body contains invalid entries'],
  [ANSWERS, ANSWER, 'Error: Answer body contains invalid entries'],
] as const)('POST %s refuses', (path, good, refusal) => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ...['body', 'name', 'email'].flatMap((field) => [
      [`no ${field}`, { ...good, [field]: undefined }] as const,
      [`${field} null`, { ...good, [field]: null }] as const,
      [`an empty ${field}`, { ...good, [field]: '' }] as const,
      [`a number as ${field}`, { ...good, [field]: 7 }] as const,
      [`NUL in ${field}`, { ...good, [field]: 'a\0@example.com' }] as const,
      [`half a character in ${field}`, { ...good, [field]: 'a\udc00@example.com' }] as const,
      [`a script in ${field}`, { ...good, [field]: '<SCRIPT>x</SCRIPT>' }] as const,
      [`a megabyte of ${field}`, { ...good, [field]: 'x'.repeat(1_000_000) }] as const,
    ]),
    ['no object', 'null'],
    ['no JSON', '{'],
    ['nothing', undefined],
  ]
  it.each(wrong)('%s', async (_, body) => {
    const before = await written(shop.infra.db)
    await expectText(await post(path, body), 422, refusal)
    expect(await written(shop.infra.db)).toEqual(before)
  })
})

describe('POST refuses', () => {
  it.each([0, -1, 1.5, 4, 4_000, 'x', null, undefined])(
    'a question about product %s',
    async (id) => {
      const response = await post('/qa/questions', { ...QUESTION, product_id: id })
      await expectText(response, 422, 'Error: Question body contains invalid entries')
    },
  )

  it.each(['javascript:x', '//x.example/a', ' ', 7])('an answer with the photo %s', async (url) => {
    const response = await post(ANSWERS, { ...ANSWER, photos: [url] })
    await expectText(response, 422, 'Error: Answer body contains invalid entries')
  })
})
