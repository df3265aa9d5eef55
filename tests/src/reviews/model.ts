import type { communityContract } from '@loadout/core/community'

type Status = communityContract.Status

export interface ModelReview {
  readonly author: number
  readonly product: number
  rating: number
  recommend: boolean
  body: string
  status: Status
  /** What it was before its author removed it; null when they have not, or somebody acted since. */
  removedFrom: Status | null
  /** Its author wants it gone: no moderator shows it again. */
  isWithdrawn: boolean
  readonly votes: Map<number, number>
  readonly reporters: Set<number>
  /** Reports since its case was opened; null while no case is open. */
  openReports: number | null
  /** The same of the case that its removal closed: it is open again once its author shows it again. */
  closedReports: number | null
  revisions: number
}

export type Outcome = 'ok' | 'REVIEW_DUPLICATE' | 'REVIEW_NOT_FOUND' | 'OWN_CONTENT' | 'CONFLICT'

/** What reviews should do, in the plainest words: no database, no counters, everything derived anew. */
export class ReviewModel {
  readonly reviews: ModelReview[] = []
  readonly heldWord: string
  readonly hideAt: number

  constructor(options: { readonly heldWord: string; readonly hideAt: number }) {
    this.heldWord = options.heldWord
    this.hideAt = options.hideAt
  }

  create(author: number, product: number, text: Pick<ModelReview, 'rating' | 'body'>): Outcome {
    if (this.reviews.some((one) => one.author === author && one.product === product)) {
      return 'REVIEW_DUPLICATE'
    }
    const isHeld = this.isHeld(text.body)
    this.reviews.push({
      ...text,
      author,
      product,
      recommend: text.rating > 2,
      status: isHeld ? 'held' : 'visible',
      removedFrom: null,
      isWithdrawn: false,
      votes: new Map(),
      reporters: new Set(),
      openReports: isHeld ? 0 : null,
      closedReports: null,
      revisions: 0,
    })
    return 'ok'
  }

  edit(who: number, index: number, text: Pick<ModelReview, 'rating' | 'body'>): Outcome {
    const review = this.reviews[index]
    if (review === undefined || review.author !== who) return 'REVIEW_NOT_FOUND'
    if (review.status === 'deleted' && review.removedFrom === null) return 'REVIEW_NOT_FOUND'
    const wanted = review.removedFrom ?? review.status
    const status = wanted === 'visible' && this.isHeld(text.body) ? 'held' : wanted
    if (review.status === 'deleted') review.openReports = review.closedReports
    if (status === 'held' && status !== review.status) review.openReports ??= 0
    Object.assign(review, { ...text, status, removedFrom: null, isWithdrawn: false })
    review.revisions += 1
    return 'ok'
  }

  remove(who: number, index: number): Outcome {
    const review = this.reviews[index]
    if (review === undefined || review.author !== who) return 'REVIEW_NOT_FOUND'
    review.isWithdrawn = true
    if (review.status === 'deleted') return 'ok'
    const { status: removedFrom, openReports: closedReports } = review
    Object.assign(review, { removedFrom, status: 'deleted', closedReports, openReports: null })
    return 'ok'
  }

  vote(who: number, index: number, value: number): Outcome {
    const review = this.othersReview(who, index)
    if (typeof review === 'string') return review
    if (value === 0) review.votes.delete(who)
    else review.votes.set(who, value)
    return 'ok'
  }

  report(who: number, index: number): Outcome {
    const review = this.othersReview(who, index)
    if (typeof review === 'string') return review
    if (review.reporters.has(who)) return 'ok'
    review.reporters.add(who)
    review.openReports = (review.openReports ?? 0) + 1
    if (review.openReports >= this.hideAt) review.status = 'hidden'
    return 'ok'
  }

  moderate(index: number, status: Status): Outcome {
    const review = this.reviews[index]
    if (review === undefined) return 'REVIEW_NOT_FOUND'
    if (review.isWithdrawn && status !== 'deleted') return 'CONFLICT'
    Object.assign(review, { status, removedFrom: null })
    review.openReports = status === 'held' ? (review.openReports ?? 0) : null
    return 'ok'
  }

  /** What the summary of a product should say. */
  summary(product: number) {
    const shown = this.shown(product)
    const count = (test: (one: ModelReview) => boolean) => shown.filter(test).length
    return {
      reviews: shown.length,
      histogram: Object.fromEntries(
        [1, 2, 3, 4, 5].map((rating) => [rating, count((one) => one.rating === rating)]),
      ),
      recommended: { yes: count((one) => one.recommend), no: count((one) => !one.recommend) },
    }
  }

  shown(product: number): readonly ModelReview[] {
    return this.reviews.filter((one) => one.product === product && one.status === 'visible')
  }

  private isHeld(body: string): boolean {
    return body.includes(this.heldWord)
  }

  private othersReview(who: number, index: number): ModelReview | Outcome {
    const review = this.reviews[index]
    if (review === undefined || review.status !== 'visible') return 'REVIEW_NOT_FOUND'
    return review.author === who ? 'OWN_CONTENT' : review
  }
}
