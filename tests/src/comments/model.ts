export type Status = 'visible' | 'hidden' | 'deleted'

/** What somebody does; `at` is an index, taken modulo what there is, and null begins a thread. */
export type Act =
  | {
      readonly do: 'say'
      readonly who: number
      readonly post: number
      readonly at: number | null
      readonly text: number
    }
  | { readonly do: 'edit'; readonly who: number; readonly at: number; readonly text: number }
  | { readonly do: 'remove'; readonly who: number; readonly at: number }
  | { readonly do: 'vote'; readonly who: number; readonly at: number; readonly value: -1 | 0 | 1 }
  | { readonly do: 'hide'; readonly at: number }
  | { readonly do: 'restore'; readonly at: number }

/** A comment as the model knows it. */
export interface Said {
  readonly id: number
  readonly author: number
  readonly post: number
  readonly parent: Said | null
  readonly votes: Map<number, number>
  body: string
  edits: number
  status: Status
  /** Its author took it back: no moderator shows it again. */
  withdrawn: boolean
}

export interface SeenComment {
  readonly id: number
  readonly body: string | null
  readonly author: number | null
  readonly depth: number
  readonly score: number
  readonly isEdited: boolean
  readonly replies: readonly SeenComment[]
}

const MAX_DEPTH = 8

export const bodyOf = ({ text }: { readonly text: number }) => `Text ${text}`

export const depthOf = (comment: Said): number =>
  comment.parent === null ? 1 : depthOf(comment.parent) + 1

/** The rules of comments, told without SQL. */
export class Model {
  readonly #all: Said[] = []

  /** The comment that an act is about; of one that is said, what it answers. */
  target(act: Act): Said | undefined {
    if (act.at === null || this.#all.length === 0) return undefined
    return this.#all[act.at % this.#all.length]
  }

  /** The code that an act has to be refused with; null when it has to go well. */
  refusal(act: Act): string | null {
    const target = this.target(act)
    if (act.do === 'say') return target === undefined ? null : this.#refusalToAnswer(act, target)
    return target === undefined ? null : refusalOf(act, target)
  }

  #refusalToAnswer({ post }: { readonly post: number }, parent: Said): string | null {
    if (parent.post !== post) return 'BAD_INPUT'
    if (parent.status === 'visible') return depthOf(parent) < MAX_DEPTH ? null : 'TOO_DEEP'
    const isThere = parent.status === 'deleted' || this.#isShown(parent)
    return isThere ? 'COMMENTS_CLOSED' : 'COMMENT_NOT_FOUND'
  }

  apply(act: Act, id: number): void {
    const target = this.target(act)
    if (act.do === 'say') this.#say(act, { id, parent: target ?? null })
    else if (target !== undefined) change(target, act)
  }

  #say(
    act: Extract<Act, { do: 'say' }>,
    { id, parent }: { readonly id: number; readonly parent: Said | null },
  ): void {
    const { who: author, post } = act
    this.#all.push({
      ...{ id, author, post, parent, body: bodyOf(act), votes: new Map(), edits: 0 },
      ...{ status: 'visible', withdrawn: false },
    })
  }

  /** Something of it, or below it, can be read. */
  #isShown(comment: Said): boolean {
    return comment.status === 'visible' || this.#below(comment).some((one) => this.#isShown(one))
  }

  #below(parent: Said | null, post = parent?.post): readonly Said[] {
    return this.#all.filter((one) => one.parent === parent && one.post === post)
  }

  /** All that everybody sees of a post, the older first. */
  seen(post: number, parent: Said | null = null): readonly SeenComment[] {
    return this.#below(parent, post)
      .filter((one) => this.#isShown(one))
      .map((one) => {
        const isRead = one.status === 'visible'
        return {
          id: one.id,
          body: isRead ? one.body : null,
          author: isRead ? one.author : null,
          depth: depthOf(one),
          score: [...one.votes.values()].reduce((sum, value) => sum + value, 0),
          isEdited: one.edits > 0,
          replies: this.seen(post, one),
        }
      })
  }

  visible(post: number): number {
    return this.#all.filter((one) => one.post === post && one.status === 'visible').length
  }
}

/** The same of what is done to a comment that is there. */
function refusalOf(act: Exclude<Act, { do: 'say' }>, target: Said): string | null {
  if (act.do === 'hide' || act.do === 'restore') return target.withdrawn ? 'CONFLICT' : null
  const isOwn = target.author === act.who
  if (act.do === 'vote') {
    if (target.status !== 'visible') return 'COMMENT_NOT_FOUND'
    return isOwn ? 'OWN_CONTENT' : null
  }
  const isThere = act.do === 'remove' || target.status !== 'deleted'
  return isOwn && isThere ? null : 'COMMENT_NOT_FOUND'
}

/** What an act that goes well does to the comment that it is about. */
function change(target: Said, act: Exclude<Act, { do: 'say' }>): void {
  if (act.do === 'hide') target.status = 'hidden'
  else if (act.do === 'restore') target.status = 'visible'
  else if (act.do === 'vote') target.votes.set(act.who, act.value)
  else if (act.do === 'remove') {
    target.status = 'deleted'
    target.withdrawn = true
  } else if (target.body !== bodyOf(act)) {
    target.body = bodyOf(act)
    target.edits += 1
  }
}
