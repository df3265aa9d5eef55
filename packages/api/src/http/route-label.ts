const ROUTES = ['/trpc', '/ingest/matches', '/ops', '/livez', '/readyz', '/metrics'] as const

/** The label of a path in metrics: from a closed list, or callers could make labels without end. */
export function routeLabel(path: string): string {
  if (path === '/') return '/'
  return ROUTES.find((route) => path === route || path.startsWith(`${route}/`)) ?? 'other'
}
