import { matchPath } from '../atelier/paths.ts'

const ROUTES = [
  '/trpc',
  '/api',
  '/ingest/matches',
  '/imports',
  '/ops',
  '/livez',
  '/readyz',
  '/metrics',
  '/openapi.json',
] as const
const ATELIER = '/atelier'

/** The label of a path in metrics: from a closed list, or callers could make labels without end. */
export function routeLabel(path: string): string {
  if (path === '/') return '/'
  if (path.startsWith(`${ATELIER}/`)) {
    return `${ATELIER}${matchPath(path.slice(ATELIER.length))?.path ?? ''}`
  }
  return ROUTES.find((route) => path === route || path.startsWith(`${route}/`)) ?? 'other'
}
