/** One block of a stream of server-sent events. */
export interface Block {
  readonly event: string | null
  readonly data: string
  readonly id: string | null
}

/** Reads a stream as browsers do: a block counts with the empty line after it, so one that is cut never does. */
export function createSseReader(): { push(bytes: Uint8Array): readonly Block[] } {
  const decoder = new TextDecoder()
  let text = ''
  return {
    push(bytes) {
      text += decoder.decode(bytes, { stream: true })
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      return parts.filter((part) => part.trim() !== '').map(toBlock)
    },
  }
}

function toBlock(part: string): Block {
  const fields = new Map(
    part.split('\n').map((line) => {
      const [name = '', ...rest] = line.split(':')
      return [name, rest.join(':').replace(/^ /, '')] as const
    }),
  )
  return {
    event: fields.get('event') ?? null,
    data: fields.get('data') ?? '',
    id: fields.get('id') ?? null,
  }
}
