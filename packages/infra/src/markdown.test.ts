import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMarkdown } from './markdown.ts'

const markdown = createMarkdown()
const html = (text: string) => markdown.render(text).trim()

/** Elements that Markdown makes, with the attributes that each may have. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title', 'rel'],
  img: ['src', 'alt', 'title', 'loading', 'referrerpolicy'],
  code: ['class'],
  ol: ['start'],
  th: ['style'],
  td: ['style'],
  ...Object.fromEntries(
    'p h1 h2 h3 h4 h5 h6 ul li blockquote pre em strong s hr br table thead tbody tr'
      .split(' ')
      .map((name) => [name, []]),
  ),
}
const SAFE_VALUES: Readonly<Record<string, RegExp>> = {
  // A browser leaves out control characters and blanks before it looks for a scheme.
  href: /^(?:https?:|mailto:|(?![\p{Cc}\s]|[^/?#]*:))[^\p{Cc}\s]*$/iu,
  src: /^https:[^\p{Cc}\s]*$/iu,
  rel: /^nofollow ugc noopener$/,
  style: /^text-align:(?:left|center|right)$/,
  start: /^\d+$/,
  class: /^language-/,
}

/** Characters as a browser reads them in a value. */
const decoded = (value: string) =>
  value
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What a browser would make of a page that must not be there: an element, an attribute or an address. */
function dangers(page: string): readonly string[] {
  const found: string[] = []
  const rest = page.replaceAll(
    /<(\/?)([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>/g,
    (_, _close, name, attributes) => {
      const allowed = ELEMENTS[name]
      if (allowed === undefined) found.push(`<${name}>`)
      for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
        const isSafe = SAFE_VALUES[attribute]?.test(decoded(value)) ?? true
        if (!allowed?.includes(attribute) || !isSafe) found.push(`${attribute}="${value}"`)
      }
      return ''
    },
  )
  // No other angle bracket is left, nor an entity that nobody wrote.
  if (/[<>]/.test(rest)) found.push(rest)
  return found
}

it.each([
  '<script>',
  '<p onclick="x">',
  '<a href="javascript:x">',
  '<a href="&lt;x:y">',
  '<a href=" javascript:x">',
  '<img src="http://a.example/1.png">',
  '<a href="/a" rel="opener">',
  '<p',
])('the look-out for dangers finds %s', (page) => {
  expect(dangers(page)).not.toEqual([])
})

const SCRIPT_ADDRESSES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'java&#10;script:alert(1)',
  'java&Tab;script:alert(1)',
  'java&NewLine;script:alert(1)',
  '&#1;javascript:alert(1)',
  '\u0001javascript:alert(1)',
  '\u00a0javascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  'javascript&#x3A;alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A;&#x61;&#x76;&#x61;script:alert(1)',
  'javascript\\:alert(1)',
  'javascript%3Aalert(1)',
  'ｊavascript:alert(1)',
  'javascript://a.example/%0aalert(1)',
  'vbscript:msgbox(1)',
  'livescript:x',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=',
  'data:image/png;base64,AAAA',
  'file:///etc/passwd',
  'blob:https://a.example/1',
  'ms-settings:x',
  'view-source:javascript:alert(1)',
]
const WRAPPED: readonly ((address: string) => string)[] = [
  (address) => `[x](${address})`,
  (address) => `[x](<${address}>)`,
  (address) => `[x][a]\n\n[a]: ${address}`,
  (address) => `[x][a]\n\n[a]: <${address}> "t"`,
  (address) => `<${address}>`,
  (address) => `![x](${address})`,
  (address) => `![x](<${address}>)`,
  (address) => `[![x](${address})](${address})`,
  (address) => address,
  (address) => `https://a.example/[x](${address})`,
]

describe('an address in Markdown', () => {
  it.each(SCRIPT_ADDRESSES)('cannot be %j, however it is written', (address) => {
    for (const wrap of WRAPPED) expect(dangers(html(wrap(address))), wrap(address)).toEqual([])
  })

  it.each([
    ['[a](https://a.example/x?y=1&z=2#f)', 'https://a.example/x?y=1&amp;z=2#f'],
    ['<https://a.example/>', 'https://a.example/'],
    ['see https://a.example/x', 'https://a.example/x'],
    ['[a](/posts/1)', '/posts/1'],
    ['[a](#top)', '#top'],
    ['[a](?page=2)', '?page=2'],
    ['[a](x/y:z)', 'x/y:z'],
    ['[a](mailto:kim@a.example)', 'mailto:kim@a.example'],
  ])('of %s leads to %s, and lends no weight to it', (text, href) => {
    expect(html(text)).toContain(`<a href="${href}" rel="nofollow ugc noopener">`)
  })

  it.each(['patch.notes', 'a.example', 'kim@a.example', '//a.example/x', 'ftp://a.example'])(
    'is not guessed at in %s',
    (text) => {
      expect(html(text)).toBe(`<p>${text}</p>`)
    },
  )

  it('cannot break out of its quotes', () => {
    for (const text of [
      '[x](https://a.example/"onmouseover="alert(1))',
      '[x](https://a.example/ "t\\" onmouseover=\\"alert(1)")',
      '[x](https://a.example/&quot;onmouseover=&quot;alert(1))',
      '![x" onerror="alert(1)](https://a.example/1.png)',
      '![x](https://a.example/1.png \'a" onerror="alert(1)\')',
      '<https://a.example/"onclick="alert(1)>',
      '```x" onclick="alert(1)\ncode\n```',
    ]) {
      expect(dangers(html(text)), text).toEqual([])
    }
  })
})

describe('HTML in Markdown', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    '<!--><script>alert(1)</script>',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<?php x ?><script>alert(1)</script>',
    '<style>*{background:url(javascript:alert(1))}</style>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;script&#62;alert(1)&#60;/script&#62;',
    '`<script>alert(1)</script>`',
    '    <script>alert(1)</script>',
    '```html\n<script>alert(1)</script>\n```',
    '[<script>alert(1)</script>](https://a.example)',
    '![<script>alert(1)</script>](https://a.example/1.png)',
    '**<b onclick=alert(1)>x</b>**',
    '| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |',
    '> - # <script>alert(1)</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<\u0000script>alert(1)</script>',
    '</p><script>alert(1)</script>',
  ])('is text: %j', (text) => {
    expect(dangers(html(text))).toEqual([])
  })

  it('is none in anything made of what attacks are made of', () => {
    const piece = fc.constantFrom(
      ...[
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '!',
        '"',
        "'",
        '`',
        '*',
        '_',
        '~',
        '|',
        '\\',
        '&',
        ';',
        ':',
      ],
      ...[
        '\n',
        '\n\n',
        ' ',
        '\t',
        '#',
        '-',
        '> ',
        '    ',
        '---',
        '```',
        '&#',
        'x3a',
        '&colon;',
        '%',
      ],
      ...[
        'javascript:',
        'data:text/html,',
        'https://a.example/',
        'mailto:',
        '<script>',
        '<img src=x ',
      ],
      ...['onerror=', 'a', '[a]: ', '](', '![', '"onclick="', '&quot;', '&lt;', '\u0000', '\u2028'],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(dangers(markdown.render(pieces.join('')))).toEqual([])
      }),
      { numRuns: 1_000, seed: 5 },
    )
  })
})

describe('a picture', () => {
  it('is shown when it comes by https, and is not told where it is looked at', () => {
    expect(html('![A *map*](https://a.example/1.png "Split")')).toBe(
      '<p><img src="https://a.example/1.png" alt="A map" title="Split" loading="lazy" referrerpolicy="no-referrer"></p>',
    )
  })

  it.each(['http://a.example/1.png', '/1.png', '//a.example/1.png', 'mailto:kim@a.example'])(
    'is its description when it is at %s',
    (address) => {
      expect(html(`![A & *map*](${address})`)).toBe('<p>A &amp; map</p>')
    },
  )
})

describe('Markdown', () => {
  it('has headings, lists, quotes, code, tables and line-through', () => {
    expect(html('# A\n\n- b\n\n> c\n\n`d`\n\n~~e~~')).toBe(
      '<h1>A</h1>\n<ul>\n<li>b</li>\n</ul>\n<blockquote>\n<p>c</p>\n</blockquote>\n<p><code>d</code></p>\n<p><s>e</s></p>',
    )
    expect(html('|a|\n|:-:|\n|b|')).toContain('<td style="text-align:center">b</td>')
    expect(dangers(html('|a|b|c|\n|:-|:-:|-:|\n|1|2|3|'))).toEqual([])
  })

  it('of the same text is the same page', () => {
    const text = `*${Math.random()}*`
    expect(markdown.render(text)).toBe(markdown.render(text))
    expect(createMarkdown().render(text)).toBe(markdown.render(text))
    expect(markdown.render('')).toBe('')
    expect(markdown.render('')).toBe('')
  })

  it('takes a reference by any name', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(dangers(html(`[${name}] [x][${name}]`))).toEqual([])
      expect(html(`[${name}]\n\n[${name}]: /a`)).toContain('href="/a"')
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('a text made to take long', () => {
  /** Five times what a post may hold. */
  const LENGTH = 100_000
  /** Nothing but `&` has five characters for each, where it is shown as it was written. */
  const LONGEST = 5 * LENGTH + 100
  const of = (piece: string, length: number) =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

  it.each(['[', '*', '_', '`', '![', '[a](', 'a**', 'http://a.b/ '])(
    'ends, also when it is nothing but %j',
    (piece) => {
      expect(markdown.render(of(piece, LENGTH)).length).toBeLessThan(LONGEST)
    },
  )

  it.each(
    [']', '~', '<', '>', '&', '\\', '\n', '|', '> ', '- ', '1. ', '*a_', '](', '[a]: /b\n'].concat(
      ['`a``b', '<http://a', '\t- ', 'http://a.b/', '//a.com/', 'a@b.', 'www.', 'mailto:', '<!--'],
      ['~~~\n', '"x"'],
    ),
  )('ends when it is as long as a post can be: %j', (piece) => {
    expect(markdown.render(of(piece, 20_000)).length).toBeLessThan(LONGEST)
  })

  it.each([
    ['brackets in brackets', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['links in links', '[a'.repeat(10_000) + '](b)'.repeat(10_000)],
    ['pictures in pictures', '![a'.repeat(10_000) + '](b)'.repeat(10_000)],
    ['an address of stars', `http://a.b/${'*'.repeat(LENGTH)}`],
    ['quotes in quotes', Array.from({ length: 400 }, (_, n) => `${'>'.repeat(n)} a`).join('\n')],
    ['lists in lists', Array.from({ length: 400 }, (_, n) => `${'  '.repeat(n)}- a`).join('\n')],
    [
      'code fences of every length',
      Array.from({ length: 440 }, (_, n) => '`'.repeat(n)).join(' a '),
    ],
    ['one reference used often', `[a]: /b\n\n${'[a]'.repeat(30_000)}`],
  ])('ends: %s', (_, text) => {
    expect(markdown.render(text).length).toBeLessThan(LONGEST)
  })

  it.each([
    ['a wide table', `|${'a|'.repeat(100)}\n|${'-|'.repeat(100)}\n${'a\n'.repeat(9_000)}`],
    ['quotes', `${'> '.repeat(20)}a\n\n`.repeat(450)],
    ['empty links', '[](a)'.repeat(4_000)],
  ])('makes a page of bounded length: %s', (_, text) => {
    const page = markdown.render(text)
    expect(page.length).toBeLessThan(LONGEST)
    expect(dangers(page)).toEqual([])
  })

  it.each([
    ['brackets', '['.repeat(2_001)],
    ['pictures in quotes', '>>!['.repeat(2_001)],
    ['addresses', '<a@b.cd> '.repeat(2_001)],
    ['cells', `${'|a'.repeat(200)}|\n${'|-'.repeat(200)}|\n|b|`],
  ])('is shown as it was written when it has too many %s', (_, text) => {
    expect(markdown.render(text)).toMatch(/^<pre>/)
    expect(markdown.read(text)).toEqual({ text, hasLink: expect.any(Boolean) })
  })

  it.each([
    ['a list of links', '- [a](/b)\n'.repeat(2_000)],
    ['a table', `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(500)}`],
  ])('is a page when it is %s', (_, text) => {
    expect(markdown.render(text)).not.toMatch(/^<pre>/)
  })

  it('is shown as it was written when its page would be too long', () => {
    const text = `|${'<|'.repeat(100)}\n|${'-|'.repeat(100)}\n${'a\n'.repeat(9_000)}`
    const page = markdown.render(text)
    expect(page).toMatch(/^<pre>\|&lt;\|/)
    expect(decoded(page)).toContain(text)
  })
})

describe('what is read of Markdown', () => {
  const lines = (text: string) => markdown.read(text).text.split('\n')

  it.each([
    ['bad**word**', 'badword'],
    ['b*a*d_w_ `word`', 'bad_w_ word'],
    ['~~bad~~word', 'badword'],
    ['bad[word](/x)', 'badword'],
    ['bad[word]\n\n[word]: /x', 'badword'],
    ['b&#97;d&#x77;ord', 'badword'],
    ['bad\\*word', 'bad*word'],
    ['# bad **word**', 'bad word'],
    ['![bad*word*](https://a.example/1.png)', 'badword'],
    ['| a**b** | c |\n|---|---|\n| d | e |', 'ab'],
    ['```\nbad word\n```', 'bad word'],
    ['> - bad**word**', 'badword'],
    ['[x](/a "bad word")', 'bad word'],
    ['[x](/bad%20word)', '/bad word'],
    ['[x](/%ff)', '/%ff'],
    ['<b>word</b>', '<b>word</b>'],
  ])('in %j has the line %j', (text, line) => {
    expect(lines(text)).toContain(line)
  })

  it('has a break where a line or a block ends', () => {
    expect(lines('bad\nword')).toEqual(['bad', 'word'])
    expect(lines('*bad*  \nword')).toEqual(['bad', 'word'])
    expect(lines('*bad*\n\nword')).toEqual(['bad', 'word'])
    expect(markdown.read('').text).toBe('')
  })

  it.each([
    '[a](x)',
    '[a][b]\n\n[b]: /c',
    '[b]\n\n[b]: /c',
    '<mailto:kim@a.example>',
    '<kim@a.example>',
    '<https://a.example>',
    '[a](mailto:kim@a.example)',
    '![a](/b)',
    '![a](ftp://a.example/x)',
    '[a](ftp://a.example/x)',
    '**evil**.com',
    'evil&#46;com',
    'evil\\.com',
    '`evil.com`',
    '[unused]: evil.com',
    'evil.example/x',
  ])('leads away: %j', (text) => {
    expect(markdown.read(text).hasLink).toBe(true)
  })

  it.each([
    '[a]',
    '[a]( b',
    'a * b * c',
    '**Fine.** Really',
    '`a.map(b)`',
    '&amp; &lt;',
    '1. a\n2. b',
    '[ ] done',
  ])('leads nowhere: %j', (text) => {
    expect(markdown.read(text).hasLink).toBe(false)
  })
})
