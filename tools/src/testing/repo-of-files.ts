import { type Repo, repoOf } from '../repo.ts'

/** A repository that exists only in the test: text by path, package.json given as an object. */
export function repoOfFiles(files: Readonly<Record<string, string | object>>): Repo {
  const texts = new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? content : JSON.stringify(content),
    ]),
  )
  const exists = (path: string) =>
    [...texts.keys()].some((known) => known === path || known.startsWith(`${path}/`))
  return repoOf('/nowhere', texts, exists)
}
