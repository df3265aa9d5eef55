import fc from 'fast-check'
import { matchLines } from './fixtures.ts'

const filters = {
  queue: fc.constantFrom('competitive', 'unrated', 'a', 'ünknown'),
  patch: fc.constantFrom('1.0', '11.8', '99.99'),
  act: fc.constantFrom('e10a2', 'no such act'),
  region: fc.constantFrom('eu', 'na', 'nowhere'),
  tier: fc.constantFrom('all', 'low', 'mid', 'high', 0, 14, 27),
}
const { queue, patch, act, region } = filters
const bucket = fc.constantFrom('all', 'low', 'mid', 'high')
const map = fc.constantFrom('ascent', 'no map')
const agent = fc.constantFrom('jett', 'nobody')
const side = fc.constantFrom('attack', 'defence')
const minSample = fc.nat(1_000)
const minGames = fc.integer({ min: 2, max: 1_000_000_000 })
const limit = fc.integer({ min: 1, max: 100 })
const player = fc.constantFrom('nobody#0000', '3b241101-e2bb-4255-8caf-4136c566a962', '😀#1')
const ofPlayer = { player, queue, act, region }
const gamesOf = { ...ofPlayer, patch, map, agent }
const board = { queue, region, by: fc.constantFrom('acs', 'winRate'), act }
const matchId = fc.uuid()
const productId = fc.constantFrom(1, 2_147_483_647)
const skuId = fc.constantFrom(1, 2_147_483_647)
const quantity = fc.integer({ min: 1, max: 999 })
const body = fc.constantFrom('Is it good?', "'; drop table question --", '😀'.repeat(100))
const author = fc.record(
  { name: fc.constantFrom('Kim', '<b>'), email: fc.constant('kim@example.org') },
  { requiredKeys: ['name'] },
)
const photos = fc.array(fc.constantFrom('https://a.example/1.jpg'), { maxLength: 5 })
const subject = {
  kind: fc.constantFrom('review', 'question', 'answer', 'post', 'comment'),
  id: productId,
}
const { agent: _agent, ...gamesOfAgents } = gamesOf
const { map: _map, ...gamesOfMaps } = gamesOf
const rating = fc.integer({ min: 1, max: 5 })
const reviewFields = {
  ...{ rating, body, photos },
  recommend: fc.boolean(),
  summary: fc.constantFrom('', 'Fine', '<script>'),
  characteristics: fc.array(fc.record({ id: productId, value: rating }), { maxLength: 1 }),
}
const feedPage = {
  sort: fc.constantFrom('new', 'top', 'hot'),
  after: fc.constantFrom('1.1', '2147483647.1'),
  limit,
}
const publicSubject = fc.oneof(
  fc.record({ kind: fc.constant('product'), id: productId }),
  fc.record({ kind: fc.constant('agent'), id: fc.constantFrom('Jett', 'nobody') }),
)
const commented = fc.oneof(
  fc.record({ kind: fc.constantFrom('post', 'product', 'review'), id: productId }),
  fc.record({
    kind: fc.constant('match'),
    id: fc.constant('5a0b1c2d-0000-4000-8000-000000000001'),
  }),
  fc.record({ kind: fc.constant('player'), id: fc.constantFrom('Kim#EUW', "'#😀", 'puuid') }),
  fc.record({ kind: fc.constant('agent'), id: fc.constantFrom('Jett', 'ダーク', '%') }),
)
const commentId = productId
const followTarget = fc.oneof(
  fc.record({ kind: fc.constantFrom('account', 'product'), id: productId }),
  fc.record({ kind: fc.constant('tag'), id: fc.constantFrom('fps', '1', 'SPEED-run') }),
)
const textRef = fc.record({ kind: fc.constantFrom('question', 'answer'), id: productId })
const post = {
  title: fc.constantFrom('Patch 11.8', '<b>', '😀'),
  content: fc.oneof(body, fc.constantFrom('# A', '[x](javascript:alert(1))', '*'.repeat(20_000))),
  tags: fc.array(fc.constantFrom('fps', 'Patch-Notes', '3d'), { maxLength: 10 }),
}

const all = { requiredKeys: [] }
const only = <Key extends string>(...requiredKeys: Key[]) => ({ requiredKeys })

const slug = fc.constantFrom('half-life', 'ダーク', 'camo-onesie.1', '3d')
const price = fc.record({ amount: fc.nat(), saleAmount: fc.constant(null) }, only('amount'))
const document = {
  kind: fc.constantFrom('game', 'dlc', 'edition', 'bundle'),
  name: fc.constantFrom('Half-Life', '1942', '😀', 'ダーク'),
  source: fc.record({ source: fc.constant('fuzz'), key: fc.constantFrom('1', '2', '😀') }),
  description: body,
  tags: fc.array(fc.constantFrom('RPG', 'FPS', '<b>'), { maxLength: 4 }),
  prices: fc.constantFrom([], [{ currency: 'USD', amount: 1 }]),
  game: fc.constantFrom(
    {},
    {
      releases: [{ platform: 'NES', date: '1987-09' }],
      companies: [{ name: 'X', role: 'developer' }],
    },
  ),
}
const reservationIds = fc.array(productId, { minLength: 1, maxLength: 3 })

const searched = {
  query: fc.oneof(
    fc.constantFrom('', 'witcer', "a'b & c | !d:*", '中文', '😀'),
    fc.string({ maxLength: 50 }),
  ),
  kinds: fc.constantFrom(['game'], ['merch', 'dlc']),
  genres: fc.constantFrom(['Action'], ['Indie', 'none']),
  tags: fc.constantFrom(['FPS'], ["'; --"]),
  companyIds: fc.array(productId, { minLength: 1, maxLength: 3 }),
  minPrice: fc.nat(10_000),
  releasedFrom: fc.constantFrom('1987-09-01', '2024-02-29'),
  minScore: fc.constantFrom(1, 3.5, 5),
  onSale: fc.constant(true),
}

const email = fc.constantFrom('ana@example.org', 'ANA@example.org', 'a.b+c@xn--bcher-kva.example')
/** Wrong ones, so that whoever sends them stays signed in. */
const password = fc.constantFrom('wrong', "'; --", 'пароль 😀', 'x'.repeat(1_024))
/** The first is refused before it is hashed, which takes its time. */
const newPassword = fc.oneof(
  { weight: 9, arbitrary: fc.constant('password1') },
  { weight: 1, arbitrary: fc.constantFrom('seven wet otters', '密码密码密码密码 x') },
)
const displayName = fc.constantFrom('Ana', 'Ελένη', '中文', 'José 2', '김민수')
const code = fc.constantFrom('123456', '12 34 56', 'r0123-45678-9abcd', 'x', '\u0000')
const mailedToken = fc.constantFrom('0'.repeat(64), 'f'.repeat(64))
const refreshToken = fc.constantFrom('', 'x', `ldr_${'0'.repeat(32)}_0_${'0'.repeat(64)}`)

/** Those of people: what proves who they are, and what is theirs. */
const ACCOUNTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'auth.register': fc.record(
    { email, name: displayName, password: newPassword, tokens: fc.boolean() },
    only('email', 'name', 'password'),
  ),
  'auth.login': fc.record(
    { email, password, code, tokens: fc.boolean() },
    only('email', 'password'),
  ),
  'auth.refresh': fc.record({ refreshToken }, all),
  'auth.logout': fc.record({ refreshToken }, all),
  'auth.logoutEverywhere': fc.constant({}),
  'auth.sessions': fc.constant({}),
  'auth.revokeSession': fc.record({ sessionId: matchId }),
  'auth.changePassword': fc.record({ password, newPassword }),
  'auth.askPasswordReset': fc.record({
    email: fc.oneof(email, fc.string({ minLength: 1, maxLength: 9 })),
  }),
  'auth.resetPassword': fc.record({ token: mailedToken, newPassword }),
  'auth.verifyEmail': fc.record({ token: mailedToken }),
  'auth.setUpTotp': fc.record({ password }),
  'auth.confirmTotp': fc.record({ code }),
  'auth.disableTotp': fc.record({ password, code }),
  'auth.renewRecoveryCodes': fc.record({ password, code }),
  'account.guest': fc.constant({}),
  'account.me': fc.constant({}),
  'account.update': fc.record({ name: displayName }),
  'account.askVerification': fc.constant({}),
  'account.audit': fc.record({ limit }, all),
  'account.keys': fc.constant({}),
  'account.createKey': fc.record(
    {
      name: body,
      scopes: fc.constantFrom(['ops:read'], ['moderation:write', 'staff:write']),
      expiresAt: fc.constantFrom('2126-01-01T00:00:00Z', '9999-12-31T23:59:59Z'),
    },
    only('name', 'scopes'),
  ),
  'account.export': fc.record({ limit: fc.integer({ min: 1, max: 20 }) }, all),
  'account.erase': fc.record({ password, code }, only('password')),
  'account.revokeKey': fc.record({ id: fc.constantFrom('0123456789abcdef', '0'.repeat(16)) }),
  'account.setRole': fc.record({
    accountId: fc.constant(2_147_483_647),
    role: fc.constantFrom('user', 'moderator', 'admin'),
  }),
}

/** What a valid input may be answered with besides 200, 404 and 409: who guesses is refused. */
export const REFUSALS: Readonly<Record<string, readonly number[]>> = {
  'auth.register': [400],
  'auth.login': [401, 429],
  'auth.refresh': [400, 401],
  'auth.changePassword': [401, 429],
  'auth.resetPassword': [400],
  'auth.verifyEmail': [400],
  'auth.setUpTotp': [401, 429],
  'auth.confirmTotp': [401, 429],
  'auth.disableTotp': [401, 429],
  'auth.renewRecoveryCodes': [401, 429],
  'account.erase': [401, 429],
  // The first of them has ended the session of the others.
  'auth.logoutEverywhere': [401],
  // The parent stands below something else.
  'comments.list': [400],
  // Those before it are about to be closed.
  'live.events': [429],
}

/** Inputs that each schema takes. A new procedure has to be added here. */
export const VALID: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'live.events': fc.record(
    {
      channels: fc.constant(['notifications']),
      lastEventId: fc.constantFrom('0.0', '1795919116666.7', '999999999999999.1'),
    },
    { requiredKeys: ['channels'] },
  ),
  'stats.roleBoard': fc.record({ ...filters, top: fc.integer({ min: 1, max: 29 }) }, all),
  'stats.agents': fc.record(
    {
      ...filters,
      ...{ map, side, minSample, minGames },
      role: fc.constantFrom('duelist', 'sentinel'),
      sort: fc.constantFrom('score', 'acs', 'kast'),
    },
    all,
  ),
  'stats.agent': fc.record({ ...filters, map, side, agent }, only('agent')),
  'stats.tierList': fc.record(
    { ...filters, map, minGames, method: fc.constantFrom('default', 'psScore') },
    all,
  ),
  'stats.maps': fc.record({ ...filters, minSample }, all),
  'stats.map': fc.record({ ...filters, map }, only('map')),
  'stats.weapons': fc.record({ queue, patch, act, agent, tier: bucket, minSample }, all),
  'stats.comps': fc.record({ queue, patch, map, minGames, limit }, all),
  'stats.duos': fc.record({ queue, patch, tier: bucket, minGames, limit }, all),
  'stats.trends': fc.record({ queue, tier: bucket, agent }, all),
  'stats.distribution': fc.record({ queue, act, region }, all),
  'matches.ingest': fc.record({
    source: fc.constantFrom('riot', 'riot-client', 'henrik-v4'),
    document: fc.oneof(fc.jsonValue(), fc.constant(JSON.parse(matchLines('fuzz', 1)[0] ?? '{}'))),
  }),
  'matches.get': fc.record({ matchId }),
  'matches.timeline': fc.record({ matchId, side, round: fc.nat(30) }, only('matchId')),
  'matches.killMatrix': fc.record({ matchId, side, fromRound: fc.nat(30) }, only('matchId')),
  'matches.economy': fc.record({ matchId }),
  'matches.list': fc.record({ queue, patch, act, region, map, limit }, all),
  'players.search': fc.record({ query: fc.constantFrom('h', '%', '😀'), limit }, only('query')),
  'players.profile': fc.record(ofPlayer, only('player')),
  'players.matches': fc.record(
    { ...gamesOf, result: fc.constantFrom('win', 'loss', 'draw'), limit },
    only('player'),
  ),
  'players.agents': fc.record(gamesOfAgents, only('player')),
  'players.maps': fc.record(gamesOfMaps, only('player')),
  'players.weapons': fc.record(
    { ...gamesOf, last: fc.integer({ min: 1, max: 500 }) },
    only('player'),
  ),
  'players.form': fc.record(
    {
      ...gamesOf,
      last: limit,
      window: fc.integer({ min: 1, max: 50 }),
      days: fc.constantFrom(30, 90),
    },
    only('player'),
  ),
  'players.headToHead': fc.record(
    { a: fc.constant('Hazel#EUW'), b: fc.constantFrom('😀#1', 'nobody#0'), queue, act, region },
    only('a', 'b'),
  ),
  'players.consent': fc.record({ player, consented: fc.boolean() }),
  'players.erase': fc.record({
    player: fc.constantFrom('nobody#0000', '00000000-0000-4000-8000-000000000001'),
  }),
  // Ratings, what is ranked by unless asked otherwise, have no act.
  'leaderboards.list': fc.record({ ...board, limit }, only('by')),
  'leaderboards.around': fc.record(
    { ...board, player, limit: fc.integer({ min: 1, max: 50 }) },
    only('player', 'by'),
  ),
  'catalog.productPage': fc.record({ idOrSlug: fc.oneof(productId, slug) }),
  'catalog.product': fc.record({ idOrSlug: fc.oneof(productId, slug, fc.constant('12')) }),
  'catalog.styles': fc.record({ productId }),
  'catalog.related': fc.record(
    { productId, limit: fc.integer({ min: 1, max: 50 }) },
    only('productId'),
  ),
  'catalog.list': fc.record(
    {
      ...{ limit, platform: map, genre: agent, category: map, baseId: productId },
      kind: document.kind,
      order: fc.constantFrom('id', 'newest'),
    },
    all,
  ),
  'catalog.priceHistory': fc.record(
    { productId, styleId: skuId, currency: fc.constantFrom('USD', 'XXX'), limit },
    only('productId'),
  ),
  'catalog.interact': fc.record(
    { element: body, widget: fc.constantFrom('Q&A', '😀'), time: body, productId },
    only('element', 'widget', 'time'),
  ),
  'catalog.save': fc.record(document, only('kind', 'name')),
  'catalog.setPrice': fc.record(
    { productId, currency: fc.constantFrom('USD', 'XXX'), price },
    only('productId', 'price'),
  ),
  'catalog.rename': fc.record({ productId, slug }),
  'catalog.setStatus': fc.record({ productId, status: fc.constantFrom('active', 'hidden') }),
  'catalog.curateRelated': fc.record({
    productId: fc.constant(1),
    relatedIds: fc.array(fc.integer({ min: 2, max: 9 }), { maxLength: 3 }),
  }),
  'stock.adjust': fc.oneof(
    fc.record({ skuId, delta: fc.integer({ min: -9, max: 9 }) }),
    fc.record({ skuId, quantity: fc.nat(1_000_000_000) }),
  ),
  'stock.reserve': fc.record(
    {
      items: fc.constantFrom(
        [{ skuId: 1, quantity: 1 }],
        [{ skuId: 2_147_483_647, quantity: 10_000 }],
      ),
      minutes: fc.integer({ min: 1, max: 10_080 }),
      accountId: productId,
    },
    only('items'),
  ),
  'stock.release': fc.record({ reservationIds }),
  'stock.take': fc.record({ reservationIds }),
  'reviews.list': fc.record(
    {
      ...{ productId, limit },
      sort: fc.constantFrom('newest', 'helpful', 'relevant'),
      ratings: fc.array(rating, { minLength: 1, maxLength: 5 }),
      verified: fc.boolean(),
      recommend: fc.boolean(),
      withPhotos: fc.constant(true),
      text: fc.constantFrom('crash', '%', '\\', '😀'),
    },
    only('productId'),
  ),
  'reviews.meta': fc.record({ productId }),
  'reviews.mine': fc.record({ limit }, all),
  'reviews.create': fc.record(
    { productId, ...reviewFields, author },
    only('productId', 'rating', 'recommend', 'body', 'author'),
  ),
  'reviews.edit': fc.record({ reviewId: productId, ...reviewFields }, only('reviewId', 'rating')),
  'reviews.remove': fc.record({ reviewId: productId }),
  'reviews.vote': fc.record({ reviewId: productId, value: fc.constantFrom(-1, 0, 1) }),
  'reviews.report': fc.record(
    { reviewId: productId, reason: fc.constantFrom('spam', 'other'), note: body },
    only('reviewId'),
  ),
  'reviews.respond': fc.record({
    reviewId: productId,
    body: fc.option(body),
  }),
  'reviews.setOwnership': fc.record(
    {
      ...{ accountId: productId, productId },
      owned: fc.boolean(),
      playtimeMinutes: fc.nat(2_147_483_647),
    },
    only('accountId', 'productId'),
  ),
  'reviews.setCharacteristics': fc.record({
    category: fc.constantFrom('Shoes', '😀'),
    names: fc.uniqueArray(fc.constantFrom('Fit', 'Width', '<b>'), { maxLength: 3 }),
  }),
  'reviews.history': fc.record({ reviewId: productId, limit }, only('reviewId')),
  'feed.list': fc.oneof(
    fc.record({ ...feedPage, tag: fc.constantFrom('guides', ' FPS ', '1-v-1') }, all),
    fc.record({ ...feedPage, subject: publicSubject }, all),
  ),
  'feed.followed': fc.record({ limit }, all),
  'feed.mine': fc.record({ limit }, all),
  'questions.list': fc.record(
    {
      ...{ productId, limit },
      sort: fc.constantFrom('helpful', 'newest'),
      text: fc.constantFrom('linux', '%', '😀'),
      answers: fc.integer({ min: 0, max: 10 }),
    },
    only('productId'),
  ),
  'questions.answers': fc.record({ questionId: productId, limit }, only('questionId')),
  'questions.unanswered': fc.record({ productId, limit }, all),
  'questions.ask': fc.record({ productId, body, author }),
  'questions.answer': fc.record(
    { questionId: productId, body, author, photos },
    only('questionId', 'body', 'author'),
  ),
  'questions.answerAsStaff': fc.record({
    ...{ questionId: productId, body, photos },
    author: fc.constant('Nine'),
    badge: fc.constantFrom('seller', 'developer', 'staff'),
  }),
  'questions.accept': fc.record({ answerId: productId, accepted: fc.boolean() }),
  'questions.acceptAsStaff': fc.record({ answerId: productId, accepted: fc.boolean() }),
  'questions.vote': fc.record({ subject: textRef, value: fc.constantFrom(0, 1) }),
  'questions.report': fc.record(
    { subject: textRef, reason: fc.constantFrom('spam', 'other'), note: body },
    only('subject'),
  ),
  'questions.remove': fc.record({ subject: textRef }),
  'posts.get': fc.record({ postId: productId }),
  'posts.byAuthor': fc.record({ accountId: productId, limit }, only('accountId')),
  'posts.revisions': fc.record({ postId: productId, limit }, only('postId')),
  'posts.create': fc.record({ ...post, subject: publicSubject }, only('title', 'content')),
  'posts.edit': fc.record(
    { postId: productId, ...post, expectedRevision: productId },
    only('postId', 'title'),
  ),
  'posts.remove': fc.record({ postId: productId }),
  'posts.report': fc.record(
    { postId: productId, reason: fc.constantFrom('spam', 'other'), note: body },
    only('postId'),
  ),
  'votes.set': fc.record({ subject: fc.record(subject), value: fc.constantFrom(0, 1) }),
  'reactions.set': fc.record(
    {
      subject: fc.record({ kind: fc.constant('post'), id: productId }),
      emoji: fc.constantFrom('👍', '💜'),
      on: fc.boolean(),
    },
    only('subject', 'emoji'),
  ),
  'comments.list': fc.record(
    {
      ...{ subject: commented, parentId: commentId, limit },
      sort: fc.constantFrom('new', 'old', 'top'),
      withReplies: fc.integer({ min: 0, max: 5 }),
    },
    only('subject'),
  ),
  'comments.get': fc.record({ commentId }),
  'comments.byAuthor': fc.record({ accountId: productId, limit }, only('accountId')),
  'comments.revisions': fc.record({ commentId, limit }, only('commentId')),
  'comments.create': fc.record(
    { subject: commented, parentId: commentId, body },
    only('subject', 'body'),
  ),
  'comments.edit': fc.record({ commentId, body }),
  'comments.remove': fc.record({ commentId }),
  'comments.vote': fc.record({ commentId, value: fc.constantFrom(-1, 0, 1) }),
  'comments.report': fc.record(
    { commentId, reason: fc.constantFrom('spam', 'other'), note: body },
    only('commentId'),
  ),
  'moderation.queue': fc.record({ kind: subject.kind, limit }, all),
  'moderation.act': fc.record({
    subject: fc.record(subject),
    action: fc.constantFrom('hold', 'hide', 'restore', 'delete'),
    reason: body,
  }),
  'moderation.undo': fc.record({ actionId: productId, reason: body }, only('actionId')),
  'moderation.log': fc.record({ subject: fc.record(subject), limit }, all),
  'moderation.words': fc.record({ limit }, all),
  'moderation.addWord': fc.record({ word: fc.constantFrom('casino', 'Buy now', 'ünobtainium') }),
  'moderation.removeWord': fc.record({ word: fc.constantFrom('casino', '!', '😀') }),
  'moderation.sanction': fc.oneof(
    fc.record({
      accountId: productId,
      kind: fc.constantFrom('warn', 'mute', 'ban', 'shadow-ban'),
      reason: body,
    }),
    fc.record({
      accountId: productId,
      kind: fc.constantFrom('mute', 'ban'),
      until: fc.constantFrom('2999-01-01T00:00:00Z', '9998-12-31T23:59:59+14:00'),
      reason: body,
    }),
  ),
  'moderation.lift': fc.record({ sanctionId: productId, reason: body }, only('sanctionId')),
  'moderation.sanctions': fc.record({ accountId: productId, limit }, only('accountId')),
  'follows.set': fc.record({ target: followTarget, on: fc.boolean() }, only('target')),
  'follows.list': fc.record({ kind: fc.constantFrom('account', 'tag', 'product'), limit }, all),
  'follows.followers': fc.record({ target: followTarget }),
  'blocks.set': fc.record(
    { accountId: productId, kind: fc.constantFrom('block', 'mute'), on: fc.boolean() },
    only('accountId', 'kind'),
  ),
  'blocks.list': fc.record({ limit }, all),
  'notifications.list': fc.record({ unread: fc.constant(true), limit }, all),
  'notifications.unread': fc.constant({}),
  'notifications.markRead': fc.oneof(
    fc.record({ upTo: fc.maxSafeNat().map((id) => id + 1) }),
    fc.record({ ids: fc.array(productId, { minLength: 1, maxLength: 100 }) }),
  ),
  'cart.get': fc.constant({}),
  'cart.add': fc.record({ productId, skuId, quantity }, only('productId')),
  'cart.set': fc.record({ productId, skuId, quantity }, only('productId', 'quantity')),
  'cart.remove': fc.record({ productId, skuId }, only('productId')),
  'cart.clear': fc.constant({}),
  'cart.merge': fc.record({ guestToken: fc.constantFrom('x', `ldg_${'0'.repeat(64)}`) }),
  'wishlist.get': fc.record({ limit }, all),
  'wishlist.has': fc.record({ productIds: fc.array(productId, { minLength: 1, maxLength: 100 }) }),
  'wishlist.add': fc.record({ productId }),
  'wishlist.remove': fc.record({ productId }),
  ...ACCOUNTS,
  'catalog.search': fc.record(
    { ...searched, sort: fc.constantFrom('relevance', 'name', 'priceAsc', 'score'), limit },
    all,
  ),
  'catalog.facets': fc.record(searched, all),
  'catalog.suggest': fc.record(
    { query: fc.constantFrom('w', 'Witcer', '中', '& !', '😀') },
    only('query'),
  ),
  'imports.start': fc.record({
    file: fc.constantFrom('none.csv', 'a b.ndjson.gz'),
    kind: fc.constantFrom('products', 'reviews', 'questions', 'games'),
    dryRun: fc.boolean(),
  }),
  'imports.get': fc.record({ id: productId }),
  'imports.list': fc.record(
    {
      dataset: fc.constantFrom('product', 'steam'),
      state: fc.constantFrom('done', 'failed'),
      limit,
    },
    all,
  ),
  'imports.rejects': fc.record(
    { id: productId, code: fc.constantFrom('BROKEN_QUOTES', 'DUPLICATE_ID'), limit },
    only('id'),
  ),
  'crawler.status': fc.constant({}),
  'crawler.start': fc.constant({}),
  'crawler.stop': fc.constant({}),
  'rebuild.start': fc.constant({}),
  'rebuild.status': fc.constant({}),
  'rebuild.cancel': fc.constant({}),
  'ops.health': fc.constant({}),
}
