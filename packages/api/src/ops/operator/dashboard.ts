import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import type { Hono } from 'hono'
import type { ApiDeps } from '../../api-deps.ts'

/** What the dashboard may load: its own files and nothing else; it brings its styles inline. */
export const DASHBOARD_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'self'",
].join('; ')

/** bull-board over all queues, mounted at `basePath`. Whoever mounts it guards it. */
export function createDashboard(deps: ApiDeps, basePath: string): Hono {
  const serverAdapter = new HonoAdapter(deps.serveStatic).setBasePath(basePath)
  createBullBoard({
    queues: deps.queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'Loadout jobs',
        miscLinks: [{ text: 'Sign out', url: '/ops/logout' }],
      },
    },
  })
  return serverAdapter.registerPlugin()
}
