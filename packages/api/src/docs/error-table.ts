import { ERRORS, type ErrorCode } from '@loadout/core'

/** `docs/errors.md`, made from the closed table. */
export function errorTable(): string {
  const codes = Object.keys(ERRORS).filter(isErrorCode)
  const rows = codes.map((code) => {
    const { status, trpc, retryable, message } = ERRORS[code]
    return `| <a id="${code.toLowerCase()}"></a>\`${code}\` | ${status} | \`${trpc}\` | ${retryable ? 'yes' : 'no'} | ${message} |`
  })
  return `${INTRODUCTION}\n${rows.join('\n')}\n`
}

const INTRODUCTION = `# Errors

Every answer that is not a success carries one of these codes, whatever the transport. Made from
\`packages/core/src/errors.ts\` by \`packages/api/src/docs/write-errors.ts\`; a test compares the two.

- **tRPC**: \`error.data.appCode\`, with \`httpStatus\`, \`requestId\`, \`retryable\`, \`fields\` and sometimes
  \`retryAfterSeconds\` beside it. \`error.data.code\` is tRPC's own, coarser code.
- **Everything else**: RFC 9457 \`application/problem+json\` with \`type\`, \`title\`, \`status\`, \`code\`,
  \`requestId\`, \`retryable\`, \`fields\`. A broken match upload adds \`report\`, what was taken in before.
- \`fields\` names what is wrong with the input: \`{ pointer, message }\`, the pointer after RFC 6901.
- \`requestId\` is also the header \`x-request-id\` and finds the detail of an \`INTERNAL\` in the log.
- A request that is not HTTP, or whose headers exceed 16 KB, is answered 400 or 431 by the server itself,
  on Bun without a body.

| code | status | tRPC code | retry | message |
|---|---|---|---|---|`

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code)
}
