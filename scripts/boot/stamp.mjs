import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const STAMP = 'node_modules/.loadout-install'

/**
 * True when the packages were installed from exactly the manifests that are there now.
 * @param {string} root
 */
export function isInstalled(root) {
  const stamp = join(root, STAMP)
  if (!existsSync(stamp) || !existsSync(join(root, 'node_modules/.bin/node'))) return false
  return readFileSync(stamp, 'utf8') === fingerprint(root)
}

/** @param {string} root */
export function markInstalled(root) {
  writeFileSync(join(root, STAMP), fingerprint(root))
}

/**
 * A hash over everything that decides what is installed: the lock file, the workspace file, every manifest,
 * and the platform (a checkout can be mounted on two).
 * @param {string} root
 */
export function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`)
  const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const manifests = workspaceFolders(workspace, root).map((folder) => join(folder, 'package.json'))
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests.sort()]
  for (const file of files.filter((name) => existsSync(join(root, name)))) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/**
 * The folders that the `packages:` list names, relative to the root; a last `*` stands for every folder there.
 * @param {string} workspace the text of pnpm-workspace.yaml
 * @param {string} root
 */
export function workspaceFolders(workspace, root) {
  const list = /^packages:\n((?:[ \t]*-.*\n?)+)/m.exec(workspace)?.[1] ?? ''
  const patterns = [...list.matchAll(/-\s*['"]?([^'"\s]+)/g)].map((match) => match[1] ?? '')
  return patterns.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern]
    const parent = pattern.slice(0, -2)
    if (!existsSync(join(root, parent))) return []
    return readdirSync(join(root, parent)).map((name) => join(parent, name))
  })
}
