export {
  isJobName,
  JOBS,
  type JobInput,
  type JobName,
  type JobResult,
  type Jobs,
} from './catalogue.ts'
export { defineJob, type JobDefinition, QUEUES, type QueueName } from './define-job.ts'
export { countDeadJobs } from './queries.ts'
export { beginJobRun, buryJob, finishJobRun } from './record-run.ts'
