export interface TestServers {
  /** Superuser URL of the database `postgres`: databases are made and dropped through it. */
  readonly postgresUrl: string
  readonly redisUrl: string
}

/** The servers tests run against. Throws with the remedy when they are not there. */
export function requireTestServers(): TestServers {
  return {
    postgresUrl: required('LOADOUT_TEST_DATABASE_URL'),
    redisUrl: required('LOADOUT_TEST_REDIS_URL'),
  }
}

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set. \`npm test\` starts PostgreSQL and Redis and sets it.`)
  }
  return value
}
