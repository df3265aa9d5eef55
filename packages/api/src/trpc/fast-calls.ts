import type { ProcedureMeta, RevisionSourceName } from './meta.ts'
import { asksForStream, type TrpcCall } from './read-call.ts'

/** A call whose answer all callers may share. */
export interface FastCall {
  readonly path: string
  readonly meta: ProcedureMeta
  readonly source: RevisionSourceName
  /** The input as JSON text, which tells calls apart; empty if there is none. */
  readonly inputText: string
}

/**
 * The calls of a request if every one of them is a public query with a revision and nothing about the
 * request is unusual; else null, for stock tRPC. Says nothing about whether an input is valid.
 */
export function readFastCalls(
  request: Request,
  call: TrpcCall,
  metas: ReadonlyMap<string, ProcedureMeta>,
): readonly FastCall[] | null {
  if (!isPlainGet(request.method, request.headers) || !isPlainQuery(call.query)) return null
  const inputs = inputTexts(call)
  if (inputs === null) return null
  const calls: FastCall[] = []
  for (const [index, path] of call.paths.entries()) {
    const meta = metas.get(path)
    const inputText = inputs[index]
    if (meta?.revision === undefined || inputText === undefined) return null
    calls.push({ path, meta, source: meta.revision, inputText })
  }
  return calls
}

/** Other headers make tRPC stream its answer or read the request in another way. */
function isPlainGet(method: string, headers: Headers): boolean {
  if (method !== 'GET' || asksForStream(headers)) return false
  const type = headers.get('content-type')
  return type === null || type === 'application/json'
}

function isPlainQuery(query: URLSearchParams): boolean {
  let inputs = 0
  let batches = 0
  for (const [name, value] of query) {
    if (name === 'input') inputs += 1
    else if (name === 'batch' && value === '1') batches += 1
    else return false
  }
  return inputs <= 1 && batches <= 1
}

function inputTexts({ paths, isBatch, query }: TrpcCall): readonly string[] | null {
  const text = query.get('input') ?? ''
  if (!isBatch) return [text]
  if (text === '') return paths.map(() => '')
  try {
    const inputs: unknown = JSON.parse(text)
    if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs)) return null
    const texts = paths.map((_, index) => textOf(Reflect.get(inputs, index)))
    // A number too large for JSON would be printed as null too: those two must not be taken for the same.
    return texts.some((part) => part.includes('null')) ? null : texts
  } catch {
    return null
  }
}

function textOf(input: unknown): string {
  return input === undefined ? '' : JSON.stringify(input)
}
