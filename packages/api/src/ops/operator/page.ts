import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#16191f, #e9ecf1); --quiet: light-dark(#5b6472, #98a2b3);
  --paper: light-dark(#f5f6f8, #101318); --card: light-dark(#fff, #191d24); --line: light-dark(#d5dae2, #313844);
  --accent: light-dark(#b3263a, #ff6b7d); --on-accent: light-dark(#fff, #16191f) }
* { box-sizing: border-box }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 1rem;
  background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 22rem; padding: 2rem 1.5rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .75rem }
h1 { margin: 0; font-size: 1.25rem } p { margin: .25rem 0 1.5rem; color: var(--quiet) }
label { display: block; margin: .75rem 0 .375rem; font-weight: 600 }
input, button { width: 100%; padding: .625rem .75rem; border-radius: .5rem; font: inherit }
input { border: 1px solid var(--line); background: var(--paper); color: inherit }
button { margin-top: 1rem; border: 0; background: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
[role=alert] { margin: 0 0 1rem; color: var(--accent) }
`

/** The one inline style, by its hash; no script at all; forms only to this origin. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** The sign-in form. `alert` is shown above it. */
export function loginPage(c: Context, status: ContentfulStatusCode = 200, alert = '') {
  const body = html`<h1>Loadout operator</h1>
<p>Sign in to see the background jobs.</p>
${alert === '' ? '' : html`<p role="alert">${alert}</p>`}
<form method="post" action="/ops/login">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required autofocus maxlength="254">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024">
<label for="code">Code, if you have a second factor</label>
<input id="code" name="code" autocomplete="one-time-code" maxlength="32">
<button>Sign in</button>
</form>`
  return page(c, status, { title: 'Sign in', body })
}

/** Signing out is a POST, so that no link can do it to somebody. */
export function logoutPage(c: Context) {
  const body = html`<h1>Loadout operator</h1>
<p>Leave the job dashboard?</p>
<form method="post" action="/ops/logout"><button autofocus>Sign out</button></form>`
  return page(c, 200, { title: 'Sign out', body })
}

type Html = ReturnType<typeof html>

function page(
  c: Context,
  status: ContentfulStatusCode,
  { title, body }: { readonly title: string; readonly body: Html },
) {
  c.header('content-security-policy', POLICY)
  return c.html(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Loadout</title>
<style>${raw(STYLE)}</style>
</head>
<body><main>${body}</main></body>
</html>`,
    status,
  )
}
