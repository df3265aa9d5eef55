import { AppError } from '@loadout/core'
import { atelierContract, idOf } from '@loadout/core/atelier'
import { answerQuestion, askQuestion } from '@loadout/core/questions'
import { createReview } from '@loadout/core/reviews'
import type { Kit } from '../kit.ts'
import type { Call, Endpoint } from './endpoint.ts'
import type { AtelierPath } from './paths.ts'
import { readBody } from './read-body.ts'
import { textResponse } from './text-response.ts'
import { type Write, writeEndpoint } from './write-endpoint.ts'

const { answerBody, questionBody, reviewBody } = atelierContract

/** Texts of visitors. One that waits for a moderator is created too. */
export function postRoutes(kit: Kit): readonly Endpoint[] {
  return [
    post(kit, '/reviews', {
      entries: 'Review',
      read: (call) => readBody(call, reviewBody),
      write: createReview,
    }),
    post(kit, '/qa/questions', {
      entries: 'Question',
      read: (call) => readBody(call, questionBody),
      write: askQuestion,
    }),
    post(kit, '/qa/questions/:id/answers', {
      entries: 'Answer',
      read: async (call) => ({
        questionId: questionIn(call),
        ...(await readBody(call, answerBody)),
      }),
      write: answerQuestion,
    }),
  ]
}

function questionIn(call: Call): number {
  const id = idOf(call.id)
  if (id === null) throw new AppError('QUESTION_NOT_FOUND')
  return id
}

/** A POST that is answered `Created`, or with the text that the contract has for everything else. */
export function post<Sent>(
  kit: Kit,
  path: AtelierPath,
  of: Pick<Write<Sent>, 'read' | 'who' | 'write'> & {
    /** What the body is called in that text. */
    readonly entries: string
  },
): Endpoint {
  const { entries, ...rest } = of
  return writeEndpoint(kit, {
    ...rest,
    method: 'POST',
    path,
    done: () => textResponse(201, 'Created'),
    refused: () => textResponse(422, `Error: ${entries} body contains invalid entries`),
  })
}
