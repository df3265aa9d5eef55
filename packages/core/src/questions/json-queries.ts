import { type RawBuilder, sql } from 'kysely'
import { isoTime } from '../db/moments.ts'
import type { Answer, Question } from './contract.ts'

/**
 * Expressions that make JSON of the shapes in the contract, for any statement that has a question or an
 * answer at hand. None holds a parameter of its own, so statements made of them can be prepared. Their inner
 * tables are named `the_...`: what is passed in must be a parameter, or a column with its table.
 */

/**
 * The questions of a product that helped most, `limit` of them with `answers` answers each, as a JSON array.
 * The newer first among equals.
 */
export const topQuestionsOf = (
  productId: RawBuilder<unknown>,
  {
    limit,
    answers,
  }: { readonly limit: RawBuilder<unknown>; readonly answers: RawBuilder<unknown> },
) => sql<readonly Question[]>`(
  select coalesce(json_agg(${questionJson('the_top', answers)}
    order by the_top.helpful desc, the_top.id desc), '[]')
  from (
    select * from question as the_asked
    where the_asked.product_id = ${productId} and the_asked.status = 0
    order by the_asked.helpful desc, the_asked.id desc limit ${limit}
  ) as the_top
)`

/** The row of `question` that this alias names, with its first `answers` answers. */
export const questionJson = (alias: string, answers: RawBuilder<unknown>) => {
  const of = columnsOf(alias)
  return sql<Question>`json_build_object(
    'id', ${of('id')},
    'productId', ${of('product_id')},
    'body', ${of('body')},
    'author', ${of('author_name')},
    'helpful', ${of('helpful')},
    'createdAt', ${isoTime(of('created_at'))},
    'answerCount', ${of('answers')},
    'answers', ${answersOf(of('id'), answers)}
  )`
}

/** The row of `answer` that this alias names, with its photos. */
export const answerJson = (alias: string) => {
  const of = columnsOf(alias)
  return sql<Answer>`json_build_object(
    'id', ${of('id')},
    'questionId', ${of('question_id')},
    'body', ${of('body')},
    'author', ${of('author_name')},
    'badge', ${of('badge')},
    'accepted', ${of('accepted')},
    'helpful', ${of('helpful')},
    'createdAt', ${isoTime(of('created_at'))},
    'photos', (
      select coalesce(json_agg(json_build_object('id', the_photo.id, 'url', the_photo.url)
        order by the_photo.id), '[]')
      from answer_photo as the_photo where the_photo.answer_id = ${of('id')}
    )
  )`
}

/** Accepted before staff before votes before age, which is the order of an index. */
const answersOf = (questionId: RawBuilder<unknown>, limit: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(${answerJson('the_answer')}
    order by the_answer.rank desc, the_answer.created_at, the_answer.id), '[]')
  from (
    select * from answer as the_given
    where the_given.question_id = ${questionId} and the_given.status = 0
    order by the_given.rank desc, the_given.created_at, the_given.id limit ${limit}
  ) as the_answer
)`

const columnsOf = (alias: string) => (column: string) => sql.ref(`${alias}.${column}`)
