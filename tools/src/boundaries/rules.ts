/**
 * The import rules of the repository, as data. A new edge is a decision: it is made here, in a
 * reviewed line, and not by the first file that happens to need it.
 */

/** What a workspace package may import from another. */
export interface PackageEdge {
  readonly to: string
  /** Erased imports only: the importing package runs and is published without the other. */
  readonly typesOnly?: boolean
  /** Only these subpaths, e.g. `./content`; without it, every exported one. */
  readonly subpaths?: readonly string[]
}

/** Packages that are not named here (bench, tools, scripts) may import any other. */
export const PACKAGE_EDGES: Readonly<Record<string, readonly PackageEdge[]>> = {
  core: [],
  infra: [{ to: 'core' }],
  api: [{ to: 'core' }, { to: 'infra' }],
  worker: [{ to: 'core' }, { to: 'infra' }],
  simulator: [{ to: 'core', subpaths: ['./catalog', './content'] }],
  client: [{ to: 'api', typesOnly: true }],
  cli: [{ to: 'core' }, { to: 'infra' }, { to: 'simulator' }, { to: 'client' }],
  console: [{ to: 'client' }],
}

/** Packages that run on any JavaScript runtime, and the only libraries they may use. */
export const RUNTIME_AGNOSTIC: Readonly<Record<string, readonly string[]>> = {
  core: ['kysely', 'zod', 'jose', 'openskill', 'otpauth'],
}

/** Which domain of core may use the verbs of which other, always through its index.ts. */
export const DOMAIN_EDGES: Readonly<Record<string, readonly string[] | 'every domain'>> = {
  // Names are texts that all see: the list of words is for them as well.
  accounts: ['changes', 'community', 'jobs', 'outbox'],
  // Another shape for what these domains hold; what it writes goes through their verbs.
  atelier: ['cart', 'catalog', 'community', 'questions', 'reviews'],
  cart: ['accounts', 'catalog', 'outbox'],
  catalog: ['jobs', 'outbox'],
  changes: [],
  chat: ['accounts', 'community', 'outbox'],
  comments: ['community', 'jobs', 'notifications', 'outbox', 'posts', 'social', 'subjects'],
  community: ['notifications', 'outbox'],
  crawler: ['jobs', 'matches', 'outbox', 'stats'],
  events: [],
  feeds: ['changes', 'posts', 'subjects'],
  // Knows of no other: it applies whatever it is given.
  idempotency: [],
  // Fills the tables of the domains it imports into, and has them count anew.
  imports: ['catalog', 'community', 'jobs', 'outbox', 'questions', 'reviews'],
  jobs: [],
  leaderboards: ['jobs', 'matches', 'outbox', 'ratings', 'stats'],
  // What is said of events of every domain.
  live: ['events', 'notifications'],
  matches: ['jobs', 'outbox', 'ratings', 'stats'],
  moderation: ['comments', 'community', 'notifications', 'outbox', 'posts', 'questions', 'reviews'],
  // Told to people by every domain; asks none of them.
  notifications: ['events', 'outbox'],
  ops: 'every domain',
  outbox: ['jobs'],
  // Everything that is one person's: exported, erased, or taken along.
  personal: ['accounts', 'cart', 'changes', 'community', 'jobs', 'moderation', 'outbox', 'votes'],
  players: ['crawler', 'jobs', 'leaderboards', 'matches', 'outbox', 'ratings', 'stats'],
  posts: ['changes', 'community', 'jobs', 'outbox', 'social', 'subjects'],
  questions: ['catalog', 'community', 'jobs', 'notifications', 'outbox', 'social'],
  ratings: ['jobs', 'outbox', 'stats'],
  reviews: ['catalog', 'community', 'jobs', 'outbox', 'social'],
  social: ['catalog', 'notifications', 'outbox'],
  stats: ['jobs', 'outbox'],
  // One page of everything: reads what these domains hold in one statement.
  storefront: ['catalog', 'questions', 'reviews'],
  // What people write about, whatever domain keeps it.
  subjects: ['matches', 'players', 'stats'],
  // One vote and one reaction for everything: each goes through the verb of the domain that keeps the text.
  votes: ['comments', 'community', 'posts', 'questions', 'reviews'],
}

/** Folders of core/src that belong to no domain: every domain may use any file of them. */
export const CORE_KERNEL: readonly string[] = ['db', 'ports']

/** Files of a domain that this one file may import directly, past the domain's index.ts. */
export const COLLECTORS: Readonly<Record<string, string>> = {
  'db/database.ts': 'tables.ts',
  'jobs/catalogue.ts': 'jobs.ts',
}

/**
 * Plain constants, schemas and types, from core/src, that contracts and every domain may import
 * directly: they run nothing, and an index.ts would bring its verbs along.
 */
export const VOCABULARY: readonly RegExp[] = [
  /^(?:actor|ids|look-alikes|pagination|text)\.ts$/,
  /^accounts\/(?:name-key|vocabulary)\.ts$/,
  /^matches\/match-document\.ts$/,
  /^stats\/content\//,
]

/** The same for all but contracts, which the job catalogue is made of. */
export const JOB_CATALOGUE = 'jobs/catalogue.ts'

export const JOB_DEFINER = 'jobs/define-job.ts'

/** Files that may import Kysely's values and start a query. */
export const SQL_FILES = /(?:^|\/)(?:db|migrations|queries)\/|(?:^|[/-])(?:queries|tables)\.ts$/

/** Packages whose every file keeps to SQL_FILES; infra builds the pool and drives the relay. */
export const SQL_RULED_PACKAGES: readonly string[] = ['api', 'cli', 'client', 'core', 'worker']
