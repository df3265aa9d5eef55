export {
  type ActionRow,
  findAction,
  isWithdrawn,
  lastAction,
  listActions,
} from './action-queries.ts'
export { admitName, screenName } from './admit-name.ts'
export { type Admission, admitText } from './admit-text.ts'
export { autoHide } from './auto-hide.ts'
export {
  closeCase,
  listCases,
  type OpenCase,
  reopenCase,
  reopenWithdrawn,
} from './case-queries.ts'
export * as communityContract from './contract.ts'
export { type FiledReport, fileReport } from './file-report.ts'
export { foldWords, spellingsOf } from './fold-words.ts'
export { openCase } from './open-case.ts'
export { myReactions, reactionsTo } from './reaction-queries.ts'
export { AUTO_ACTOR, recordAction } from './record-action.ts'
export { recordAdmission, statusAfterEdit } from './record-admission.ts'
export { screenText } from './screen-text.ts'
export { type NewReaction, setReaction } from './set-reaction.ts'
export { type NewVote, setVote, type VoteDelta } from './set-vote.ts'
export { shownToAuthor, statusOf, subjectKindOf } from './status.ts'
export type { ModeratedSubject, ModeratedText, Subject } from './subject.ts'
export { type Outcome, tellAuthor } from './tell-author.ts'
export { withdraw } from './withdraw.ts'
export { dropWord, putWord, wordsAfter } from './word-queries.ts'
