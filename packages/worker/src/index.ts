/** The worker as a library: what starts it, what it reads, what it runs by the clock. */
export { type WorkerConfig, workerEnv } from './env.ts'
export { SCHEDULES, type Schedule } from './schedules.ts'
export { startWorker, type WorkerProcess } from './start-worker.ts'
