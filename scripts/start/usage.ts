/** What `npm start -- --help` prints. */
export const USAGE = `Usage: npm start [-- options]

Starts PostgreSQL, Redis, the API and the worker, loads demo data, and stays until Ctrl-C.

Options:
  --no-demo   start without demo data
  -h, --help  print this and exit

Environment:
  LOADOUT_HOME       folder for data, logs and passwords (.loadout)
  PORT               port of the API (3000)
  WORKER_PORT        port of the worker's health checks (3001)
  DATABASE_URL       PostgreSQL of yours, instead of one that is started here
  REDIS_URL          Redis of yours, instead of one that is started here
  OPERATOR_PASSWORD  of the operator's account (kept in LOADOUT_HOME/operator-password)

All settings: README.md, "Configuration".`
