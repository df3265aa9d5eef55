import { subscribe } from 'node:diagnostics_channel'
import { renameSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * Preloaded into a server (`node --import`): times every HTTP request from its parsed head to the end of
 * its answer, and how long the event loop kept a request from being parsed. On SIGUSR2 it writes what it
 * has seen since the last time as JSON to `<dir>/<pid>.json`; the folder is a parameter of this module's URL.
 */

const RESOLUTION_MS = 1

const dir = new URL(import.meta.url).searchParams.get('dir') ?? '.'
const startedAt = new WeakMap<object, number>()
let latencies: number[] = []
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
loop.enable()

subscribe('http.server.request.start', (message) => {
  const request = requestOf(message)
  if (request !== null) startedAt.set(request, performance.now())
})
subscribe('http.server.response.finish', (message) => {
  const started = startedAt.get(requestOf(message) ?? latencies)
  if (started !== undefined) latencies.push(performance.now() - started)
})
process.on('SIGUSR2', () => {
  const file = `${dir}/${process.pid}.json`
  const stall = Math.max(0, loop.max / 1e6 - RESOLUTION_MS)
  writeFileSync(`${file}.part`, JSON.stringify({ latencies, stall }))
  renameSync(`${file}.part`, file)
  latencies = []
  loop.reset()
})

function requestOf(message: unknown): object | null {
  if (typeof message !== 'object' || message === null || !('request' in message)) return null
  return typeof message.request === 'object' ? message.request : null
}
