import { sql } from 'kysely'
import { isoTime } from '../db/moments.ts'
import { prepared } from '../db/prepared.ts'
import type { AtelierAnswer } from './answer.ts'
import { fitting, listAboutProduct, rows } from './json-queries.ts'

/** Answers that one question brings along, at most: far more than anybody reads below a question. */
const NESTED_ANSWERS = sql.lit(100)
/** And bytes of them: a question and its answers always fit into one answer of the contract. */
const NESTED_BYTES = sql.lit(500_000)

const answerColumns = sql`
  a.body, ${isoTime(sql`a.created_at`)} as date, a.author_name as answerer_name,
  a.helpful as helpfulness
`

/** The first answers to the question `q`, an object by id. */
const nestedAnswers = sql`(
  select coalesce(json_object_agg(first.id, first.answer), '{}') from (
    select given.id, given.answer, sum(octet_length(given.answer::text)) over (order by place) as bytes
    from (
      select row_number() over (order by a.rank desc, a.created_at, a.id) as place, a.id, (
        select row_to_json(the_answer) from (
          select a.id, ${answerColumns}, array(
            select ph.url from answer_photo as ph where ph.answer_id = a.id order by ph.id
          ) as photos
        ) as the_answer
      ) as answer
      from answer as a
      where a.question_id = q.id and a.status = 0
      order by a.rank desc, a.created_at, a.id limit ${NESTED_ANSWERS}
    ) as given
  ) as first
  where first.bytes <= ${NESTED_BYTES}
)`

/** Questions about a product by votes, with their answers. */
export const questionsById = prepared(
  'atelier_questions',
  (productId: number, offset: number, count: number) =>
    listAboutProduct(productId, {
      ids: sql`
        select q.id from question as q where q.product_id = p.id and q.status = 0
        order by q.helpful desc, q.id desc offset ${offset} limit ${count}
      `,
      itemOf: (id) => sql`
        select q.id as question_id, q.body as question_body,
          ${isoTime(sql`q.created_at`)} as question_date, q.author_name as asker_name,
          q.helpful as question_helpfulness, false as reported, ${nestedAnswers} as answers
        from question as q where q.id = ${id}
      `,
      count,
    }),
)

/** Answers to a question by votes, the older first among equals; no row unless it can be seen. */
export const answersById = prepared(
  'atelier_answers',
  (questionId: number, offset: number, count: number) => sql<Pick<AtelierAnswer, 'json' | 'kept'>>`
    select list.json, list.kept
    from question as q join product as p on p.id = q.product_id
      cross join lateral (${fitting({
        ids: sql`
          select a.id from answer as a where a.question_id = q.id and a.status = 0
          order by a.helpful desc, a.created_at, a.id offset ${offset} limit ${count}
        `,
        itemOf: (id) => sql`
          select a.id as answer_id, ${answerColumns}, ${rows(sql`
            select ph.id, ph.url from answer_photo as ph where ph.answer_id = a.id order by ph.id
          `)} as photos
          from answer as a where a.id = ${id}
        `,
        count,
      })}) as list
    where q.id = ${questionId} and q.status = 0 and p.status = 'active'
  `,
)
