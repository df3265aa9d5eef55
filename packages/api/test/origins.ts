import type { Headers } from './callers.ts'

/** Where the app is, and the one other site whose pages may call it. */
export const HOST = 'api.example.gg'
export const SHOP = 'https://shop.example'

/** What a browser can say about the page that a request comes from. */
export const ORIGINS = {
  absent: null,
  own: `https://${HOST}`,
  'own in capitals': `HTTPS://${HOST.toUpperCase()}`,
  'own by plain http': `http://${HOST}`,
  'allow-listed': SHOP,
  'allow-listed in capitals': 'https://SHOP.example',
  'allow-listed by plain http': 'http://shop.example',
  hostile: 'https://evil.example',
  null: 'null',
  'below ours': `https://evil.${HOST}`,
  'above ours': 'https://example.gg',
  'another port': `https://${HOST}:8443`,
  'with ours in front': `https://${HOST}.evil.example`,
  'with ours at its end': `https://evil-${HOST}`,
  'with the allowed in front': `${SHOP}.evil.example`,
} as const
export type Origin = keyof typeof ORIGINS

export const SITES = ['absent', 'same-origin', 'same-site', 'cross-site', 'none'] as const
export type Site = (typeof SITES)[number]

export function saidBy(origin: Origin, site: Site): Headers {
  const from = ORIGINS[origin]
  return {
    ...(from === null ? {} : { origin: from }),
    ...(site === 'absent' ? {} : { 'sec-fetch-site': site }),
  }
}

/** Whose page it is, by all that is said: of what says nothing, nobody knows. */
export function pageOf(origin: Origin, site: Site): 'ours' | 'allowed' | 'foreign' | 'unsaid' {
  if (origin === 'allow-listed') return 'allowed'
  if (origin === 'absent' && site === 'absent') return 'unsaid'
  const isOwn = ['absent', 'own', 'own in capitals', 'own by plain http'].includes(origin)
  return isOwn && ['absent', 'same-origin', 'none'].includes(site) ? 'ours' : 'foreign'
}

export const TYPES = {
  JSON: 'application/json',
  text: 'text/plain',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data; boundary=x',
  none: null,
} as const
export type Type = keyof typeof TYPES
