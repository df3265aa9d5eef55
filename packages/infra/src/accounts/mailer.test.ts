import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFolderMailer, createWebhookMailer } from './mailer.ts'

const MAIL = {
  to: 'ana@example.org',
  subject: 'Confirm',
  text: 'Hello,\n\nhere: http://a.example/',
}

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'loadout-mailer-'))
})
afterAll(() => rm(home, { recursive: true }))

const mailsIn = async (folder: string) =>
  Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))

describe('a folder of mails', () => {
  it('holds each as a message that only the owner may read', async () => {
    const folder = join(home, 'new', 'mails')
    await createFolderMailer(folder).send(MAIL)
    expect(await mailsIn(folder)).toEqual([
      `To: ana@example.org\nSubject: Confirm\nContent-Type: text/plain; charset=utf-8\n\n${MAIL.text}\n`,
    ])
    const [name = ''] = await readdir(folder)
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT.*\.eml$/)
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  it('holds as many as were sent at once, and no drafts', async () => {
    const folder = join(home, 'many')
    const mailer = createFolderMailer(folder)
    await Promise.all(Array.from({ length: 20 }, () => mailer.send(MAIL)))
    const names = await readdir(folder)
    expect(names.filter((name) => name.endsWith('.eml') && !name.startsWith('.'))).toHaveLength(20)
    expect(names).toHaveLength(20)
  })

  it('lets no line break begin another header', async () => {
    const folder = join(home, 'injected')
    const to = 'ana@example.org\r\nBcc: all@example.org'
    await createFolderMailer(folder).send({ ...MAIL, to, subject: 'a\nX-Evil: 1\n\nbody' })
    const [mail = ''] = await mailsIn(folder)
    const head = mail.slice(0, mail.indexOf('\n\n')).split('\n')
    expect(head.map((line) => line.split(':', 1)[0])).toEqual(['To', 'Subject', 'Content-Type'])
  })

  it('forgets what went to one address, however that was written, and keeps the rest', async () => {
    const folder = join(home, 'forgotten')
    const mailer = createFolderMailer(folder)
    await expect(mailer.forget('ana@example.org')).resolves.toBeUndefined()
    for (const to of ['ana@example.org', 'ANA@example.org', 'Ana@Example.org.example']) {
      await mailer.send({ ...MAIL, to })
    }
    await mailer.forget('Ana@example.org')
    const left = await mailsIn(folder)
    expect(left.map((mail) => mail.split('\n', 1)[0])).toEqual(['To: Ana@Example.org.example'])
  })

  it('that cannot be written is a failure', async () => {
    const file = join(home, 'file')
    await createFolderMailer(file).send(MAIL)
    const [name = ''] = await readdir(file)
    await expect(createFolderMailer(join(file, name)).send(MAIL)).rejects.toThrow()
  })
})

describe('a mail service', () => {
  let server: Server
  let url: string
  const seen: { method?: string; path?: string; type?: string; body: string }[] = []
  const answers: Record<string, (response: ServerResponse) => void> = {
    '/ok': (response) => response.writeHead(202).end('{}'),
    '/refused': (response) => response.writeHead(422).end('no'),
    '/broken': (response) => response.writeHead(500).end(),
    '/moved': (response) => response.writeHead(307, { location: '/ok' }).end(),
    '/cut': (response) => response.destroy(),
    '/silent': () => {},
    '/endless': (response) => response.writeHead(200).write('x'),
  }
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      seen.push({
        body,
        method: request.method ?? '',
        path: request.url ?? '',
        type: request.headers['content-type'] ?? '',
      })
      answers[request.url ?? '']?.(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  it('gets each mail as JSON', async () => {
    seen.length = 0
    await createWebhookMailer(`${url}/ok`).send(MAIL)
    expect(seen).toEqual([
      { method: 'POST', path: '/ok', type: 'application/json', body: JSON.stringify(MAIL) },
    ])
  })

  it.each(['/refused', '/broken', '/moved', '/cut'])(
    'that answers with %s has not taken it',
    async (path) => {
      seen.length = 0
      await expect(createWebhookMailer(url + path).send(MAIL)).rejects.toThrow()
      expect(seen.map((request) => request.path)).toEqual([path])
    },
  )

  it('that does not answer in time has not taken it', async () => {
    const mailer = createWebhookMailer(`${url}/silent`, { timeoutMs: 50 })
    await expect(mailer.send(MAIL)).rejects.toThrow(/timeout/i)
  })

  it('has taken it once it says so, however long it goes on', async () => {
    await expect(createWebhookMailer(`${url}/endless`).send(MAIL)).resolves.toBeUndefined()
  })

  it('keeps nothing that could be forgotten', async () => {
    await expect(createWebhookMailer(url).forget(MAIL.to)).resolves.toBeUndefined()
  })

  it('that is not there has not taken it', async () => {
    await expect(createWebhookMailer('http://127.0.0.1:1/').send(MAIL)).rejects.toThrow()
  })
})
