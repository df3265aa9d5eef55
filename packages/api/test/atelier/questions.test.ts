import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectJson, openShop, PHOTO, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

const question = (id: number, rest: object = {}) => ({
  question_id: id,
  question_body: `Text ${id}?`,
  question_date: `2018-01-0${id}T01:02:03.004Z`,
  asker_name: 'yankeelover',
  question_helpfulness: id,
  reported: false,
  answers: {},
  ...rest,
})

const answer = (helpfulness: number, id: number) => ({
  body: `Text ${id}?`,
  date: `2018-01-0${id}T01:02:03.004Z`,
  answerer_name: 'yankeelover',
  helpfulness,
})

const NESTED = {
  1: { id: 1, ...answer(1, 1), photos: [] },
  2: { id: 2, ...answer(9, 2), photos: [PHOTO, `${PHOTO}&n=2`] },
  3: { id: 3, ...answer(1, 3), photos: [] },
}
const QUESTIONS = [
  question(3),
  question(2, { answers: NESTED }),
  question(1, { question_helpfulness: 0 }),
]

describe('GET /qa/questions', () => {
  it('gives questions by votes with their answers by id and photos as text', async () => {
    const response = await shop.get('/qa/questions?product_id=1')
    await expectJson(response, { product_id: '1', results: QUESTIONS })
  })

  it('pages by number', async () => {
    const page = (number: number) => shop.get(`/qa/questions?product_id=1&count=2&page=${number}`)
    await expectJson(await page(1), { product_id: '1', results: QUESTIONS.slice(0, 2) })
    await expectJson(await page(2), { product_id: '1', results: QUESTIONS.slice(2) })
    await expectJson(await page(3), { product_id: '1', results: [] })
  })

  it.each(['2', '4', '2000'])('is an empty list for product %s', async (id) => {
    const response = await shop.get(`/qa/questions?product_id=${id}`)
    await expectJson(response, { product_id: id, results: [] })
  })
})

const ANSWERS = [
  {
    answer_id: 2,
    ...answer(9, 2),
    photos: [
      { id: 1, url: PHOTO },
      { id: 2, url: `${PHOTO}&n=2` },
    ],
  },
  { answer_id: 1, ...answer(1, 1), photos: [] },
  { answer_id: 3, ...answer(1, 3), photos: [] },
]

describe('GET /qa/questions/:id/answers', () => {
  it('gives answers by votes alone, with photos that have ids', async () => {
    const response = await shop.get('/qa/questions/2/answers')
    await expectJson(response, { question: '2', page: 1, count: 5, results: ANSWERS })
  })

  it('names the number of the page', async () => {
    const response = await shop.get('/qa/questions/2/answers?page=2&count=2')
    await expectJson(response, { question: '2', page: 2, count: 2, results: ANSWERS.slice(2) })
  })

  it.each([
    ['without answers', '3'],
    ['that is hidden', '4'],
    ['about a product that is hidden', '5'],
    ['that is not there', '4000'],
    ['whose id is none', 'undefined'],
  ])('is an empty list for a question %s', async (_, id) => {
    const response = await shop.get(`/qa/questions/${id}/answers`)
    await expectJson(response, { question: id, page: 1, count: 5, results: [] })
  })
})

describe('questions and answers', () => {
  it('never give away an e-mail address', async () => {
    for (const path of ['/qa/questions?product_id=1', '/qa/questions/2/answers']) {
      expect(await (await shop.get(path)).text()).not.toMatch(/@|mail/)
    }
  })
})
