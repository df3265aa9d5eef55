import type { ContentLookup } from '../../stats/content/index.ts'
import type { ExclusionReason } from '../match-document.ts'

/** Whether the queue alone keeps a match out of round statistics; unknown queues stay in. */
export function exclusionByQueue(queue: string, content: ContentLookup): ExclusionReason | null {
  if (queue === '') return 'custom'
  return content.queueById(queue)?.hasRounds === false ? 'no-rounds' : null
}
