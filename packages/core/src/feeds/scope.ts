/** Whose posts a feed is of. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'author'; readonly id: number }
  | { readonly kind: 'tag'; readonly tag: string }

export function scopeOf(filters: {
  readonly author?: number | undefined
  readonly tag?: string | undefined
}): Scope {
  if (filters.author !== undefined) return { kind: 'author', id: filters.author }
  return filters.tag === undefined ? { kind: 'all' } : { kind: 'tag', tag: filters.tag }
}

/** The name of a feed in caches and of its snapshots. */
export function nameOf(scope: Scope): string {
  if (scope.kind === 'author') return `author:${scope.id}`
  return scope.kind === 'tag' ? `tag:${scope.tag}` : 'all'
}
