import { ANONYMOUS } from '../actor.ts'
import type { Services } from '../context.ts'
import type { PublicSubject } from '../subjects/contract.ts'
import { openSubject, type SubjectKey } from '../subjects/index.ts'

/** Whose posts a feed is of. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'author'; readonly id: number }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'subject'; readonly subject: SubjectKey }

export interface ScopeFilters {
  readonly author?: number | undefined
  readonly tag?: string | undefined
  readonly subject?: PublicSubject | undefined
}

/** Throws SUBJECT_NOT_FOUND. */
export async function scopeOf(
  services: Pick<Services, 'db' | 'playerPages' | 'sharedCache'>,
  { author, tag, subject }: ScopeFilters,
): Promise<Scope> {
  if (author !== undefined) return { kind: 'author', id: author }
  if (tag !== undefined) return { kind: 'tag', tag }
  if (subject === undefined) return { kind: 'all' }
  // Whoever looks sees the same of it.
  const load = () => openSubject({ ...services, actor: ANONYMOUS }, services.db, subject)
  const key = `subject:${subject.kind}:${subject.id}`
  return { kind: 'subject', subject: await services.sharedCache.local(key, [], load) }
}

/** The name of a feed in caches, of its snapshots and in its cursors. */
export function nameOf(scope: Scope): string {
  switch (scope.kind) {
    case 'all':
      return 'all'
    case 'author':
      return `author:${scope.id}`
    case 'tag':
      return `tag:${scope.tag}`
    case 'subject':
      return `subject:${scope.subject.kind}:${scope.subject.row}`
  }
}
