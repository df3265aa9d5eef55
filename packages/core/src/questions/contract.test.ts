import { describe, expect, it } from 'vitest'
import {
  acceptInput,
  answerInput,
  askInput,
  questionListInput,
  questionReportInput,
  questionVoteInput,
  staffAnswerInput,
  unansweredInput,
} from './contract.ts'

const author = { name: 'Kim' }
const asked = { productId: 1, body: 'Is it good?', author }
const answered = { questionId: 1, body: 'It is.', author }
const subject = { kind: 'answer', id: 1 }

describe('the input of a list of questions', () => {
  it('is the most helpful ones with two answers each, unless told', () => {
    expect(questionListInput.parse({ productId: 1 })).toEqual({
      productId: 1,
      sort: 'helpful',
      answers: 2,
      limit: 20,
    })
    expect(unansweredInput.parse({})).toEqual({ limit: 20 })
  })

  it.each([
    {},
    { productId: 0 },
    { productId: -1 },
    { productId: 2_147_483_648 },
    { productId: '1' },
    { productId: Number.NaN },
    { productId: 1, sort: 'worst' },
    { productId: 1, text: '' },
    { productId: 1, text: '  \u0000 ' },
    { productId: 1, text: 'x'.repeat(101) },
    { productId: 1, answers: -1 },
    { productId: 1, answers: 11 },
    { productId: 1, limit: 20_000 },
    { productId: 1, cursor: '' },
  ])('refuses %j', (input) => {
    expect(questionListInput.safeParse(input).success).toBe(false)
  })
})

describe('what people write', () => {
  it('is trimmed, well-formed and without control characters; markup stays', () => {
    const { body } = askInput.parse({ ...asked, body: ' <script>a\u0007b</script>\r\n\tc ' })
    expect(body).toBe('<script>ab</script>\n\tc')
  })

  it.each([
    { ...asked, body: '' },
    { ...asked, body: 'a\u0000' },
    { ...asked, body: 'a\ud800' },
    { ...asked, body: '\u200b' },
    { ...asked, body: ' \n ' },
    { ...asked, body: 'x'.repeat(1_001) },
    { ...asked, author: {} },
    { ...asked, author: { name: '' } },
    { ...asked, author: { name: 'x'.repeat(61) } },
    { ...asked, author: { name: 'Kim', email: 'not an address' } },
    { ...asked, body: 7 },
  ])('is refused as a question: %j', (input) => {
    expect(askInput.safeParse(input).success).toBe(false)
  })

  it.each([
    { ...answered, body: 'x'.repeat(2_001) },
    { ...answered, photos: ['ftp://a.example/1.jpg'] },
    { ...answered, photos: ['javascript:alert(1)'] },
    { ...answered, photos: ['data:image/png;base64,AAAA'] },
    { ...answered, photos: [`https://a.example/${'x'.repeat(2_048)}`] },
    { ...answered, photos: Array.from({ length: 6 }, () => 'https://a.example/1.jpg') },
    { ...answered, photos: 'https://a.example/1.jpg' },
    { ...answered, questionId: 1.5 },
  ])('is refused as an answer: %j', (input) => {
    expect(answerInput.safeParse(input).success).toBe(false)
  })

  it('by the staff has a badge of those there are', () => {
    const staff = { ...answered, author: 'Nine' }
    expect(staffAnswerInput.parse({ ...staff, badge: 'seller' }).photos).toEqual([])
    expect(staffAnswerInput.safeParse(staff).success).toBe(false)
    expect(staffAnswerInput.safeParse({ ...staff, badge: 'owner' }).success).toBe(false)
  })
})

describe('what people do with it', () => {
  it.each([-1, 2, 0.5, '1', null, true])('is no vote of %j', (value) => {
    expect(questionVoteInput.safeParse({ subject, value }).success).toBe(false)
  })

  it.each([
    { kind: 'review', id: 1 },
    { kind: 'answer', id: 0 },
    { kind: 'answer' },
    { kind: '__proto__', id: 1 },
    null,
  ])('is not about %j', (other) => {
    expect(questionVoteInput.safeParse({ subject: other, value: 1 }).success).toBe(false)
    expect(questionReportInput.safeParse({ subject: other }).success).toBe(false)
  })

  it('is reported for some reason', () => {
    expect(questionReportInput.parse({ subject })).toEqual({ subject, reason: 'other' })
    expect(questionReportInput.safeParse({ subject, reason: 'dislike' }).success).toBe(false)
    expect(questionReportInput.safeParse({ subject, note: 'x'.repeat(1_001) }).success).toBe(false)
  })

  it('is an acceptance unless it says that it is not', () => {
    expect(acceptInput.parse({ answerId: 1 })).toEqual({ answerId: 1, accepted: true })
    expect(acceptInput.safeParse({ answerId: 1, accepted: 'no' }).success).toBe(false)
  })
})
