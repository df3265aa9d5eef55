import { spawn, spawnSync } from 'node:child_process'

const SERVERS = ['redis-server', 'valkey-server'] as const
// Some packages put servers where a plain user's PATH does not look.
const EXTRA_PATH = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/local/bin']

/**
 * Debian starts a daemon on 6379 as soon as the package is installed. A policy that answers 101 forbids that;
 * whatever policy was there before comes back at the end, also after an interrupted run.
 */
const APT_SCRIPT = `
policy=/usr/sbin/policy-rc.d
saved=$policy.before-loadout
restore() { rm -f "$policy"; if [ -e "$saved" ]; then mv "$saved" "$policy"; fi; }
if grep -qs 'written by loadout' "$policy"; then restore; fi
if [ -e "$policy" ]; then mv "$policy" "$saved"; fi
trap restore EXIT
trap 'exit 130' HUP INT TERM
printf '#!/bin/sh\\n# written by loadout\\nexit 101\\n' > "$policy"
chmod 755 "$policy"
export DEBIAN_FRONTEND=noninteractive
get() { apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends redis-server; }
get || { apt-get -o DPkg::Lock::Timeout=120 update && get; }
`

type Installer = {
  readonly tool: string
  readonly script: string
  /** What a person would type. */
  readonly typed: string
  /** Homebrew refuses root; the others need it. */
  readonly asRoot: boolean
}

const INSTALLERS: readonly Installer[] = [
  {
    tool: 'apt-get',
    script: APT_SCRIPT,
    typed: 'sudo apt-get install -y redis-server',
    asRoot: true,
  },
  {
    tool: 'dnf',
    script: 'dnf install -y valkey || dnf install -y redis',
    typed: 'sudo dnf install -y valkey',
    asRoot: true,
  },
  {
    tool: 'apk',
    script: 'apk add redis || apk add valkey',
    typed: 'sudo apk add redis',
    asRoot: true,
  },
  { tool: 'brew', script: 'brew install redis', typed: 'brew install redis', asRoot: false },
]

/**
 * The Redis or Valkey server of this machine. When there is none, the distribution's package is installed,
 * provided that this needs no question (root, or sudo without a password).
 * @throws Error with the one command to type when it cannot be installed.
 */
export async function redisBinary(log: (line: string) => void = () => {}): Promise<string> {
  const present = findRedis()
  if (present) return present
  const installer = INSTALLERS.find(({ tool }) => findOnPath(tool))
  if (!installer) throw new Error('There is no redis-server on PATH. Install Redis 6.2 or later.')
  const command = withoutQuestions(installer)
  if (!command) throw new Error(`There is no redis-server on PATH. Please run: ${installer.typed}`)
  log(`installing Redis with ${installer.tool}`)
  const output = await collect(command)
  const installed = findRedis()
  if (installed) return installed
  const lines = output.trimEnd().split('\n').slice(-15).join('\n')
  throw new Error(`Redis could not be installed. Please run: ${installer.typed}\n${lines}`)
}

function withoutQuestions({ script, asRoot }: Installer): readonly string[] | undefined {
  const isRoot = process.getuid?.() === 0
  if (isRoot === asRoot) return ['sh', '-c', script]
  if (isRoot || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0)
    return undefined
  return ['sudo', '-n', 'sh', '-c', script]
}

function collect([file = '', ...args]: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.once('close', () => resolve(output)).once('error', (error) => resolve(String(error)))
  })
}

function findRedis(): string | undefined {
  return SERVERS.map(findOnPath).find((path) => path !== undefined)
}

function findOnPath(name: string): string | undefined {
  const search = `PATH="$PATH:${EXTRA_PATH.join(':')}"; command -v "$1"`
  const found = spawnSync('sh', ['-c', search, 'sh', name], { encoding: 'utf8' })
  return found.status === 0 ? found.stdout.trim() : undefined
}
