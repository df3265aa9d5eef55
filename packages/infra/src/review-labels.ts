import { createHash } from 'node:crypto'
import { LABEL_RULES, type LabelRule, labelRules, type ReviewLabels } from '@loadout/core/reviews'
import { z } from 'zod'

/** The rules as JSON text, in a variable of the environment. */
export const labelRulesEnv = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' })
      return z.NEVER
    }
  })
  .pipe(labelRules)
  .default([...LABEL_RULES])

export function createReviewLabels(rules: readonly LabelRule[]): ReviewLabels {
  const json = JSON.stringify(rules)
  const version = createHash('sha256').update(json).digest('hex').slice(0, 8)
  return { rules: json, version }
}
