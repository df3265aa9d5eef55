import { posix } from 'node:path'
import type { Finding } from '../gate.ts'
import type { Import } from '../imports.ts'
import type { Repo } from '../repo.ts'
import { packageName, resolveImport } from '../resolve.ts'
import type { SourceFile } from '../sources.ts'
import { JOB_DEFINER, SQL_FILES, SQL_RULED_PACKAGES, VOCABULARY } from './rules.ts'

const CORE = 'packages/core/src/'

/** Rules 3 and 4: what a contract, a job declaration and a file without SQL may import. */
export function checkFileRoles(repo: Repo): readonly Finding[] {
  return repo.sources
    .filter(({ role }) => role === 'source')
    .flatMap((file) =>
      file.imports.flatMap((entry) => {
        const message = declarationRule(repo, file, entry) ?? sqlRule(file, entry)
        if (message === undefined) return []
        return [{ path: file.path, line: entry.line, rule: 'boundaries/file-roles', message }]
      }),
    )
}

function declarationRule(repo: Repo, file: SourceFile, entry: Import): string | undefined {
  const kind = posix.basename(file.path)
  if (!file.path.startsWith(CORE) || (kind !== 'contract.ts' && kind !== 'jobs.ts')) {
    return undefined
  }
  if (entry.specifier === 'zod') return undefined
  const target = resolveImport(repo, file.path, entry)?.slice(CORE.length) ?? entry.specifier
  if (posix.basename(target) === 'contract.ts' || VOCABULARY.some((shape) => shape.test(target))) {
    return undefined
  }
  if (kind === 'jobs.ts' && target === JOB_DEFINER) return undefined
  const extra = kind === 'jobs.ts' ? ' and the job definer' : ''
  return `${kind} may import zod, contracts${extra} only, not ${entry.specifier}`
}

function sqlRule(file: SourceFile, { specifier, typeOnly }: Import): string | undefined {
  if (packageName(specifier) !== 'kysely' || typeOnly || mayHoldSql(file)) return undefined
  return 'only queries.ts, tables.ts and db/ import values of kysely'
}

/** Whether the file may start a query; also asked by the banned-code rules. */
export function mayHoldSql({ path, project }: SourceFile): boolean {
  const ruled = SQL_RULED_PACKAGES.some((name) => project?.dir === `packages/${name}`)
  return !ruled || SQL_FILES.test(path)
}
