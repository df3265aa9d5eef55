export { insertPendingRatings, renewPendingRatings } from './queries.ts'
export { rebuildRatings } from './rebuild-ratings.ts'
export { forgetPlayerRating, rewindRatings } from './rewind-ratings.ts'
export { updateRatings } from './update-ratings.ts'
