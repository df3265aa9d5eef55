export { applyOnce, KEPT_HOURS, type KeyedRequest } from './apply-once.ts'
