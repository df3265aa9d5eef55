export type { Change, ChangeKind } from './queries.ts'
export { type RelayState, relayChanges } from './relay-changes.ts'
export { type Position, touchPost, touchPosts, touchPostsOf } from './touch-post.ts'
