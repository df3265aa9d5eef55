// Runs a TypeScript entry with the pinned Node: node scripts/boot.mjs <script.ts> [arguments].
// Any Node from 20 on will do to boot; this file itself must parse on far older ones to say so.
const major = Number(process.versions.node.split('.')[0])

if (major < 20) {
  process.stderr.write(
    `Loadout needs Node 20 or later; this is ${process.version}. See https://nodejs.org/\n`,
  )
  process.exit(1)
}

void import('./boot/main.mjs').then(({ boot }) => boot(process.argv.slice(2)))
