import { AppError } from '../errors.ts'

/** Says where the id stands in the input. */
export const reviewNotFound = () =>
  new AppError('REVIEW_NOT_FOUND', {
    fields: [{ pointer: '/reviewId', message: 'no such review' }],
  })
