export * as subjectsContract from './contract.ts'
export {
  type Access,
  accessTo,
  findRow,
  ownerOf,
  SUBJECTS,
  subjectJson,
  type ViewerSql,
} from './kind-queries.ts'
export { openSubject, type SubjectKey, subjectNotFound, subjectPrivate } from './open-subject.ts'
export { isModerator, type Viewer, viewerOf } from './viewer.ts'
