import { mkdir, writeFile } from 'node:fs/promises'
import { errorTable } from './error-table.ts'

const target = new URL('../../../../docs/errors.md', import.meta.url)

await mkdir(new URL('.', target), { recursive: true })
await writeFile(target, errorTable())
