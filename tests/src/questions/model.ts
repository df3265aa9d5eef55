export type Kind = 'question' | 'answer'

/** What somebody does; `text` and `at` are indexes, taken modulo what there is. */
export type Act =
  | { readonly do: 'ask'; readonly who: number; readonly text: number }
  | { readonly do: 'answer'; readonly who: number; readonly at: number; readonly text: number }
  | {
      readonly do: 'vote'
      readonly who: number
      readonly kind: Kind
      readonly at: number
      readonly value: 0 | 1
    }
  | { readonly do: 'accept'; readonly who: number; readonly at: number; readonly accepted: boolean }
  | { readonly do: 'remove'; readonly who: number; readonly kind: Kind; readonly at: number }

/** A text as the model knows it; `parent` is the question of an answer. */
export interface Text {
  readonly id: number
  readonly kind: Kind
  readonly author: number
  readonly body: string
  readonly parent: Text | null
  readonly votes: Set<number>
  removed: boolean
  accepted: boolean
}

const NOT_FOUND = { question: 'QUESTION_NOT_FOUND', answer: 'ANSWER_NOT_FOUND' } as const

/** The rules of questions and answers, told without SQL. */
export class Model {
  readonly #texts: Text[] = []

  of(kind: Kind): readonly Text[] {
    return this.#texts.filter((one) => one.kind === kind)
  }

  /** The text that an act is about: of an answer to be given, the question. */
  target(act: Act): Text | undefined {
    if (act.do === 'ask') return undefined
    const kind = act.do === 'answer' ? 'question' : act.do === 'accept' ? 'answer' : act.kind
    const all = this.of(kind)
    return all[act.at % Math.max(1, all.length)]
  }

  /** The code that an act has to be refused with; null when it has to go well. */
  refusal(act: Act): string | null {
    if (act.do === 'ask') {
      return this.#hasSame(act, 'question', null) ? 'QUESTION_DUPLICATE' : null
    }
    const target = this.target(act)
    if (target === undefined) return null
    if (act.do === 'remove' && target.author === act.who) return null
    return isShown(target) ? this.#refusalOf(act, target) : NOT_FOUND[target.kind]
  }

  /** The same, of something that can be seen and, to be removed, is of somebody else. */
  #refusalOf(act: Exclude<Act, { do: 'ask' }>, target: Text): string | null {
    switch (act.do) {
      case 'answer':
        return this.#hasSame(act, 'answer', target) ? 'ANSWER_DUPLICATE' : null
      case 'vote':
        return target.author === act.who ? 'OWN_CONTENT' : null
      case 'accept':
        return target.parent?.author === act.who ? null : 'FORBIDDEN'
      case 'remove':
        return 'FORBIDDEN'
    }
  }

  /** What an act that went well changes; `id` is that of the text it has made, if it makes one. */
  apply(act: Act, id: number): void {
    const target = this.target(act)
    if (act.do === 'ask' || act.do === 'answer') {
      this.#texts.push({
        id,
        kind: act.do === 'ask' ? 'question' : 'answer',
        author: act.who,
        body: bodyOf(act),
        parent: target ?? null,
        votes: new Set(),
        removed: false,
        accepted: false,
      })
    } else if (target !== undefined) this.#change(target, act)
  }

  #change(target: Text, act: Exclude<Act, { do: 'ask' | 'answer' }>): void {
    if (act.do === 'remove') target.removed = true
    else if (act.do === 'accept') this.#accept(target, act.accepted)
    else if (act.value === 1) target.votes.add(act.who)
    else target.votes.delete(act.who)
  }

  #accept(target: Text, accepted: boolean): void {
    for (const other of this.#texts) {
      if (accepted && other.parent === target.parent) other.accepted = false
    }
    target.accepted = accepted
  }

  #hasSame(act: Extract<Act, { text: number }>, kind: Kind, parent: Text | null): boolean {
    return this.of(kind).some(
      (one) =>
        !one.removed && one.author === act.who && one.body === bodyOf(act) && one.parent === parent,
    )
  }
}

export function bodyOf({ text }: { readonly text: number }): string {
  return `text ${text}`
}

function isShown(one: Text): boolean {
  return !one.removed && (one.parent === null || !one.parent.removed)
}
