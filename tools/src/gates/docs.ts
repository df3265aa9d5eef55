import { posix } from 'node:path'
import type { Finding, Gate } from '../gate.ts'
import type { Repo } from '../repo.ts'

/** Every path that a document names exists. */
export const docs: Gate = {
  name: 'docs',
  check(repo) {
    const documents = [...repo.texts].filter(([path]) => path.endsWith('.md'))
    return { findings: documents.flatMap(([path, text]) => checkDocument(repo, path, text)) }
  },
}

function checkDocument(repo: Repo, document: string, text: string): readonly Finding[] {
  return withoutFences(text).flatMap((content, at) =>
    namedPaths(repo, document, content)
      .filter((path) => !repo.exists(path))
      .map((path) => ({
        path: document,
        line: at + 1,
        rule: 'docs/paths',
        message: `names ${path}, which does not exist`,
      })),
  )
}

/** The lines of a document, those inside a code fence blanked: they are commands, run by a test. */
function withoutFences(text: string): readonly string[] {
  let fenced = false
  return text.split('\n').map((line) => {
    const fence = /^\s*(?:```|~~~)/.test(line)
    if (fence) fenced = !fenced
    return fence || fenced ? '' : line
  })
}

/** Paths from the root that a line names, as a link target or in backticks. */
function namedPaths(repo: Repo, document: string, line: string): readonly string[] {
  const links = [...line.matchAll(/\]\(([^)\s]+)(?:\s[^)]*)?\)/g)].map(([, target = '']) => target)
  const code = [...line.matchAll(/`([^`]+)`/g)].map(([, content = '']) => content)
  const folder = posix.dirname(document)
  return [
    ...links.filter(isRelativeLink).map((target) => posix.join(folder, stripAnchor(target))),
    ...code.filter((content) => looksLikePath(repo, content)).map(stripAnchor),
  ].filter((path) => path !== '' && !path.startsWith('..'))
}

function isRelativeLink(target: string): boolean {
  return !/^(?:[a-z][a-z+.-]*:|\/|#)/i.test(target)
}

/** Folders whose names in front of a slash make a path, whether or not they are there yet. */
const FOLDERS = new Set(['bench', 'deploy', 'docs', 'packages', 'scripts', 'security', 'tools'])

function looksLikePath(repo: Repo, content: string): boolean {
  if (!/^[\w@.-]+(?:\/[\w@.-]+)+\/?(?::\d+)?$/.test(content)) return false
  const [first = ''] = content.split('/')
  // `docs/openapi.json` may as well be an address of the API; then it does not start like a folder.
  return FOLDERS.has(first) && (first !== 'docs' || repo.exists('docs'))
}

function stripAnchor(path: string): string {
  return path.replace(/#.*$/, '').replace(/:\d+$/, '').replace(/\/$/, '')
}
