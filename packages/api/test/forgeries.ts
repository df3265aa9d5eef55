import { asKeyFor, type Change, type Forge, hmac, rebuilt } from './forged-tokens.ts'
import { base64url, compact, type Fields, goodClaims, signerOf } from './signed-tokens.ts'

/** Tokens that are wrong, by what is wrong with them; each differs from a good one in that alone (RFC 8725). */
export type Forgeries = Readonly<Record<string, (forge: Forge) => string | Promise<string>>>

const now = () => Math.floor(Date.now() / 1_000)

const unsigned = () => new Uint8Array()

/** One forgery for each value of a header or a claim. */
function each(
  part: 'header' | 'claims',
  name: string,
  values: Readonly<Record<string, (forge: Forge) => unknown>>,
): Forgeries {
  return Object.fromEntries(
    Object.entries(values).map(([what, value]) => [
      `${name} ${what}`,
      (forge: Forge) => forge.token({ [part]: { [name]: value(forge) } }),
    ]),
  )
}

const withSign = (change: (forge: Forge) => Change | Promise<Change>) => async (forge: Forge) =>
  forge.token(await change(forge))

/** Section 3.1 and 2.1: the algorithm is ours to say. */
export const ALGORITHMS: Forgeries = {
  ...Object.fromEntries(
    ['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg) => [
      [`alg ${alg}, unsigned`, withSign(() => ({ header: { alg }, sign: unsigned }))],
      [`alg ${alg}, signed`, withSign(() => ({ header: { alg } }))],
    ]),
  ),
  'alg missing': withSign(() => ({ header: { alg: undefined } })),
  'alg in small letters': withSign(() => ({ header: { alg: 'es256' } })),
  'alg as a list': withSign(() => ({ header: { alg: ['ES256'] } })),
  'ES256 with a key for RS256': withSign(({ rs }) => ({ header: { kid: rs.kid } })),
  'RS256 with a key for ES256': withSign(({ rs }) => ({
    header: { alg: 'RS256' },
    sign: signerOf(rs.key),
  })),
  'RS256 said, ES256 done': withSign(({ rs }) => ({ header: { alg: 'RS256', kid: rs.kid } })),
  'ES256 said, RS256 done': withSign(({ rs }) => ({ sign: signerOf(rs.key) })),
  'PS256 with a key for RS256': withSign(async ({ open }) => ({
    header: { alg: 'PS256', kid: open.kid },
    sign: await asKeyFor(open, 'RSA-PSS', 'SHA-256'),
  })),
  'PS256 done, RS256 said': withSign(async ({ open }) => ({
    header: { alg: 'RS256', kid: open.kid },
    sign: await asKeyFor(open, 'RSA-PSS', 'SHA-256'),
  })),
  'RS512 with a key for RS256': withSign(async ({ open }) => ({
    header: { alg: 'RS512', kid: open.kid },
    sign: await asKeyFor(open, 'RSASSA-PKCS1-v1_5', 'SHA-512'),
  })),
  ...Object.fromEntries(
    ['HS256', 'HS384', 'HS512'].flatMap((alg) =>
      (['pem', 'pemLine', 'der', 'jwk'] as const).map((form) => [
        `${alg} with the public key as ${form}`,
        async (forge: Forge) => {
          const [first] = forge.publicKeys
          const key = forge.publicKeys.find(({ kid }) => kid === forge.rs.kid) ?? first
          return await forge.token({
            header: { alg, kid: forge.rs.kid },
            sign: hmac(alg.replace('HS', 'sha'), key?.forms[form] ?? ''),
          })
        },
      ]),
    ),
  ),
  'HS256 with an empty key': withSign(() => ({
    header: { alg: 'HS256' },
    sign: hmac('sha256', ''),
  })),
}

/** Section 3.10: what the header says about keys and the type. */
export const HEADERS: Forgeries = {
  ...each('header', 'kid', {
    missing: () => undefined,
    unknown: () => 'nobody-has-this-key',
    'with a path': () => '../../../../dev/null',
    'with SQL': () => "x' union select '{}' --",
    'of 3 KB': () => 'x'.repeat(3_000),
    empty: () => '',
    'as a list': ({ es }) => [es.kid],
    'as a number': () => 1,
    'with NUL': () => '\u0000',
    'of the prototype': () => '__proto__',
    'of another key of ours': ({ rs }) => rs.kid,
  }),
  'kid of a retired key': withSign(({ retired }) => ({
    header: { alg: 'RS256', kid: retired.kid },
    sign: signerOf(retired.key),
  })),
  ...Object.fromEntries(
    (['jwk', 'jku', 'x5u', 'x5c', 'x5t'] as const).flatMap((name) => {
      const value = ({ attacker }: Forge) =>
        ({
          jwk: attacker.jwk,
          jku: 'https://evil.example/jwks.json',
          x5u: 'https://evil.example/chain.pem',
          x5c: ['MIIB'],
          x5t: 'AAAA',
        })[name]
      return [
        [
          `${name} of an attacker`,
          withSign((forge) => ({ header: { [name]: value(forge) }, sign: forge.attacker.sign })),
        ],
        [
          `${name} of an attacker, without a kid`,
          withSign((forge) => ({
            header: { [name]: value(forge), kid: undefined },
            sign: forge.attacker.sign,
          })),
        ],
        [`${name} besides a good kid`, withSign((forge) => ({ header: { [name]: value(forge) } }))],
      ]
    }),
  ),
  'signed by an attacker': withSign(({ attacker }) => ({ sign: attacker.sign })),
  ...each('header', 'crit', {
    'of what is there': () => ['exp'],
    'of what is not': () => ['b64'],
    empty: () => [],
  }),
  'b64 false': withSign(() => ({ header: { b64: false, crit: ['b64'] } })),
  ...each('header', 'typ', {
    JWT: () => 'JWT',
    missing: () => undefined,
    'in capitals': () => 'AT+JWT',
    'with its whole name': () => 'application/at+jwt',
    'of another kind': () => 'dpop+jwt',
    'as a list': () => ['at+jwt'],
  }),
}

/** Sections 3.8 and 3.9: who it is for, by whom, about whom and when. */
export const CLAIMS: Forgeries = {
  ...each('claims', 'aud', {
    wrong: () => 'another-api',
    missing: () => undefined,
    empty: () => '',
    'as a list with ours': () => ['loadout-api'],
    'as a list with more': () => ['loadout-api', 'another-api'],
    'as a list of others': () => ['another-api'],
  }),
  ...each('claims', 'iss', {
    wrong: () => 'https://evil.example',
    missing: () => undefined,
    'with a slash': () => 'loadout/',
    'as a list': () => ['loadout'],
  }),
  ...each('claims', 'exp', {
    past: () => now() - 60,
    missing: () => undefined,
    'as text': () => String(now() + 300),
    negative: () => -1,
    null: () => null,
    zero: () => 0,
  }),
  ...each('claims', 'nbf', { future: () => now() + 120, 'as text': () => String(now() - 10) }),
  ...each('claims', 'iat', {
    future: () => now() + 3_600,
    missing: () => undefined,
    'as text': () => String(now()),
  }),
  'iat hours ago, exp years ahead': withSign(() => ({
    claims: { iat: now() - 7_200, exp: now() + 100_000_000 },
  })),
  ...each('claims', 'sub', {
    missing: () => undefined,
    zero: () => '0',
    negative: ({ me }) => `-${me.accountId}`,
    'of another account': ({ other }) => String(other.accountId),
    'as a number': ({ me }) => me.accountId,
    'with a space': ({ me }) => ` ${me.accountId}`,
    'with an exponent': ({ me }) => `${me.accountId}e0`,
    'in hex': ({ me }) => `0x${me.accountId.toString(16)}`,
    'beyond any id': () => '9999999999',
    'of nobody': () => '2147483647',
    empty: () => '',
    'as a list': ({ me }) => [String(me.accountId)],
  }),
  ...each('claims', 'sid', {
    'of another account': ({ other }) => other.sessionId,
    'that has ended': ({ endedId }) => endedId,
    'of nobody': () => '00000000-0000-4000-8000-000000000000',
    'that is none': () => 'session',
    'with SQL': () => "' or true --",
    missing: () => undefined,
    'as a list': ({ me }) => [me.sessionId],
  }),
  ...each('claims', 'jti', { missing: () => undefined, empty: () => '', 'as a number': () => 1 }),
  ...each('claims', 'gen', { missing: () => undefined, negative: () => -1, 'as text': () => '0' }),
  ...each('claims', 'role', { missing: () => undefined, unknown: () => 'root' }),
}

const withPayload = (payload: (forge: Forge) => string) => (forge: Forge) =>
  compact(headerOf(forge), payload(forge), signerOf(forge.es.key))

const headerOf = ({ es }: Forge): Fields => ({ alg: 'ES256', typ: 'at+jwt', kid: es.kid })

const twice = (forge: Forge, claims: Fields) =>
  `${JSON.stringify(goodClaims(forge.me)).slice(0, -1)},${JSON.stringify(claims).slice(1)}`

/** What is signed is no set of claims, or has one twice; the last counts. */
export const PAYLOADS: Forgeries = {
  'payload no JSON': withPayload(() => 'hello'),
  'payload empty': withPayload(() => ''),
  'payload a list': withPayload(({ me }) => JSON.stringify([goodClaims(me)])),
  'payload a text': withPayload(() => '"claims"'),
  'payload null': withPayload(() => 'null'),
  'payload no UTF-8': async (forge) =>
    rebuilt(await forge.token(), ({ header, signature }) => `${header}._w.${signature}`),
  'sub twice': withPayload((f) => twice(f, { sub: String(f.other.accountId) })),
  'sid twice': withPayload((f) => twice(f, { sid: f.other.sessionId })),
  'exp twice': withPayload((f) => twice(f, { exp: now() - 60 })),
  'claims below __proto__': withPayload(
    ({ me }) => `{"__proto__":${JSON.stringify(goodClaims(me))}}`,
  ),
  'a token in a token': async (forge) =>
    await compact({ ...headerOf(forge), cty: 'JWT' }, await forge.token(), signerOf(forge.es.key)),
  'alg twice': async (forge) =>
    await compact(
      `${JSON.stringify(headerOf(forge)).slice(0, -1)},"alg":"none"}`,
      goodClaims(forge.me),
      signerOf(forge.es.key),
    ),
}

type Parts = Parameters<Parameters<typeof rebuilt>[1]>[0]

const built = (change: (parts: Parts, forge: Forge) => string) => async (forge: Forge) =>
  rebuilt(await forge.token(), (parts) => change(parts, forge))

const header = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString())

/** A good token with something done to its text. */
export const TEXTS: Forgeries = {
  'header changed': built(
    (part) =>
      `${base64url(JSON.stringify({ ...header(part.header), x: 1 }))}.${part.payload}.${part.signature}`,
  ),
  'header with a space': built(
    (part) =>
      `${base64url(` ${JSON.stringify(header(part.header))}`)}.${part.payload}.${part.signature}`,
  ),
  'payload changed': built(
    (part, { me }) =>
      `${part.header}.${base64url(JSON.stringify({ ...goodClaims(me), role: 'admin' }))}.${part.signature}`,
  ),
  'signature stripped': built((part) => `${part.header}.${part.payload}.`),
  'signature and dot stripped': built((part) => `${part.header}.${part.payload}`),
  'signature short of a letter': built(
    (p) => `${p.header}.${p.payload}.${p.signature.slice(0, -1)}`,
  ),
  'signature short of a byte': built((p) => `${p.header}.${p.payload}.${p.signature.slice(0, -2)}`),
  'signature longer': built((part) => `${part.header}.${part.payload}.${part.signature}AA`),
  'signature of zeros': built((p) => `${p.header}.${p.payload}.${base64url(new Uint8Array(64))}`),
  'signature in DER': built(
    (p) => `${p.header}.${p.payload}.${base64url(derOf(Buffer.from(p.signature, 'base64url')))}`,
  ),
  'signature of another token': async (forge) => {
    const other = (await forge.token()).split('.')[2]
    return rebuilt(await forge.token(), (part) => `${part.header}.${part.payload}.${other}`)
  },
  'parts in another order': built((part) => `${part.payload}.${part.header}.${part.signature}`),
  'padded signature': built((part) => `${part.header}.${part.payload}.${part.signature}==`),
  'padded payload': built((part) => `${part.header}.${part.payload}=.${part.signature}`),
  'signature in plain base64': async (forge) => {
    let token = await forge.token()
    while (!/[-_]\w*$/.test(token)) token = await forge.token()
    const plain = (text: string) => text.replaceAll('-', '+').replaceAll('_', '/')
    return rebuilt(token, (part) => `${part.header}.${part.payload}.${plain(part.signature)}`)
  },
  'a space within': built((part) => `${part.header}.${part.payload} .${part.signature}`),
  'a tab within': built((part) => `${part.header}.${part.payload}.\t${part.signature}`),
  'a line break at its end': built((p) => `${p.header}.${p.payload}.${p.signature}%0a`),
  'four parts': built((part) => `${part.header}.${part.payload}.${part.signature}.`),
  'five parts, as encrypted': built(
    (p) => `${base64url('{"alg":"dir","enc":"A256GCM"}')}..${p.header}.${p.payload}.${p.signature}`,
  ),
  'one part': built((part) => part.header),
  'dots only': () => 'eyJ...',
  'twice, with a comma': async (forge) => `${await forge.token()},${await forge.token()}`,
  'as JSON': built((p) =>
    JSON.stringify({ protected: p.header, payload: p.payload, signature: p.signature }),
  ),
  'of 100 KB': (forge) => forge.token({ claims: { padding: 'x'.repeat(75_000) } }),
  'of 5 KB': (forge) => forge.token({ claims: { padding: 'x'.repeat(5_000) } }),
}

/** An ECDSA signature as ASN.1 has it. */
function derOf(signature: Buffer): Buffer {
  const part = (bytes: Buffer) => {
    const body = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
    return Buffer.concat([Buffer.of(2, body.length), body])
  }
  const body = Buffer.concat([part(signature.subarray(0, 32)), part(signature.subarray(32))])
  return Buffer.concat([Buffer.of(48, body.length), body])
}
