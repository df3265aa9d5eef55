// Generated from the contracts of the API by `pnpm --filter @loadout/client generate`.
// A difference in this file is a change of the public API.
import type { List, Mutation, Page, Query, Subscription } from '../procedure.ts'

/** Every procedure of the server. */
export interface Loadout {
  account: {
    /**
     * What happened to the account of the caller, latest first. For people who have signed in.
     * Errors of its own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    audit: List<AccountAuditInput, Page<AuditEntry>>
    /**
     * Everything that is stored about the account of the caller. For people who have signed in.
     * Errors of its own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    export: List<AccountExportInput, Page<OwnRow>>
    /**
     * Closes the account of the caller for good and erases what it wrote. For people who have
     * signed in. Errors of its own: `FORBIDDEN`, `WRONG_CREDENTIALS`, `SECOND_FACTOR_REQUIRED`,
     * `WRONG_CODE`, `AUTH_BUSY`.
     */
    erase: Mutation<AccountEraseInput, AccountEraseOutput>
    /**
     * The API keys of the caller, without their secrets. For people who have signed in. Errors
     * of its own: `FORBIDDEN`.
     */
    keys: Query<undefined, AccountKeysOutput>
    /**
     * A key for a machine, with scopes of the role of the caller. For people who have signed in.
     * Errors of its own: `FORBIDDEN`.
     */
    createKey: Mutation<AccountCreateKeyInput, AccountCreateKeyOutput>
    /**
     * Ends an API key of the caller for good. For people who have signed in. Errors of its own:
     * `FORBIDDEN`, `NOT_FOUND`.
     */
    revokeKey: Mutation<AccountRevokeKeyInput, AccountRevokeKeyOutput>
    /** A new guest, for callers without cookies: send the token as `x-guest-token`. */
    guest: Mutation<undefined, GuestToken>
    /** The account of the caller. For people who have signed in. Errors of its own: `FORBIDDEN`. */
    me: Query<undefined, Profile>
    /**
     * Another display name for the caller. For people who have signed in. Errors of its own:
     * `FORBIDDEN`, `NAME_TAKEN`, `MUTED`.
     */
    update: Mutation<AccountUpdateInput, Profile>
    /**
     * Sends the mail that verifies the address again. For people who have signed in. Errors of
     * its own: `FORBIDDEN`.
     */
    askVerification: Mutation<undefined, AccountAskVerificationOutput>
    /**
     * Gives an account another role. For admins. For people who have signed in. Errors of its
     * own: `FORBIDDEN`, `ACCOUNT_NOT_FOUND`.
     */
    setRole: Mutation<AccountSetRoleInput, AccountSetRoleOutput>
  }
  auth: {
    /**
     * Another password. All other sessions end. For people who have signed in. Errors of its
     * own: `FORBIDDEN`, `WRONG_CREDENTIALS`, `AUTH_BUSY`.
     */
    changePassword: Mutation<AuthChangePasswordInput, AuthChangePasswordOutput>
    /** Mails a link to the address, if an account has it. The answer does not tell. */
    askPasswordReset: Mutation<AuthAskPasswordResetInput, AuthAskPasswordResetOutput>
    /**
     * Another password for who has the mail. All sessions end. Errors of its own:
     * `LINK_EXPIRED`, `AUTH_BUSY`.
     */
    resetPassword: Mutation<AuthResetPasswordInput, AuthResetPasswordOutput>
    /** Confirms the address that the mail was sent to. Errors of its own: `LINK_EXPIRED`. */
    verifyEmail: Mutation<AuthVerifyEmailInput, AuthVerifyEmailOutput>
    /**
     * A secret for an authenticator. It counts once `confirmTotp` has seen a code. For people
     * who have signed in. Errors of its own: `FORBIDDEN`, `WRONG_CREDENTIALS`, `CONFLICT`,
     * `AUTH_BUSY`.
     */
    setUpTotp: Mutation<AuthSetUpTotpInput, AuthSetUpTotpOutput>
    /**
     * From now on signing in takes a code. For people who have signed in. Errors of its own:
     * `FORBIDDEN`, `WRONG_CODE`, `CONFLICT`.
     */
    confirmTotp: Mutation<AuthConfirmTotpInput, AuthConfirmTotpOutput>
    /**
     * Signing in takes the password alone again. For people who have signed in. Errors of its
     * own: `FORBIDDEN`, `WRONG_CREDENTIALS`, `WRONG_CODE`, `CONFLICT`, `AUTH_BUSY`.
     */
    disableTotp: Mutation<AuthDisableTotpInput, AuthDisableTotpOutput>
    /**
     * Ten new recovery codes in place of the old ones. For people who have signed in. Errors of
     * its own: `FORBIDDEN`, `WRONG_CREDENTIALS`, `WRONG_CODE`, `CONFLICT`, `AUTH_BUSY`.
     */
    renewRecoveryCodes: Mutation<AuthRenewRecoveryCodesInput, AuthRenewRecoveryCodesOutput>
    /**
     * Ends all sessions of the caller, this one included. For people who have signed in. Errors
     * of its own: `FORBIDDEN`.
     */
    logoutEverywhere: Mutation<undefined, AuthLogoutEverywhereOutput>
    /**
     * Where the caller is signed in. For people who have signed in. Errors of its own:
     * `FORBIDDEN`.
     */
    sessions: Query<undefined, AuthSessionsOutput>
    /**
     * Ends one session of the caller. For people who have signed in. Errors of its own:
     * `FORBIDDEN`, `SESSION_NOT_FOUND`.
     */
    revokeSession: Mutation<AuthRevokeSessionInput, AuthRevokeSessionOutput>
    /**
     * A new account, signed in. A guest keeps cart, votes and texts. Errors of its own:
     * `EMAIL_TAKEN`, `NAME_TAKEN`, `AUTH_BUSY`.
     */
    register: Mutation<AuthRegisterInput, AuthRegisterOutput>
    /**
     * A new session, by cookies or as tokens. Errors of its own: `WRONG_CREDENTIALS`,
     * `SECOND_FACTOR_REQUIRED`, `WRONG_CODE`, `AUTH_BUSY`.
     */
    login: Mutation<AuthLoginInput, AuthLoginOutput>
    /**
     * New tokens of a session. Call it alone: its cookie goes to this path only. Errors of its
     * own: `SESSION_ENDED`.
     */
    refresh: Mutation<AuthRefreshInput, AuthRefreshOutput>
    /** Ends this session at once. Call it alone: its cookie goes to this path only. */
    logout: Mutation<AuthLogoutInput, AuthLogoutOutput>
  }
  stats: {
    /** The best agents of each role, on every map and on all of them. */
    roleBoard: Query<StatsRoleBoardInput, RoleBoard>
    /** Every agent with all its measures. */
    agents: Query<StatsAgentsInput, StatsAgentsOutput>
    /** One agent: by map, by tier, and beside its role. Errors of its own: `AGENT_NOT_FOUND`. */
    agent: Query<StatsAgentInput, AgentPage>
    /** Agents by letter, S to D. */
    tierList: Query<StatsTierListInput, StatsTierListOutput>
    /** Team compositions, best first, by cursor. Errors of its own: `BAD_CURSOR`. */
    comps: Query<StatsCompsInput, StatsCompsOutput>
    /** Pairs of agents, and whether they win more than either predicts. */
    duos: Query<StatsDuosInput, StatsDuosOutput>
    /** Every map: how often it is played, how its rounds go. */
    maps: Query<StatsMapsInput, StatsMapsOutput>
    /** One map: by tier, and who does best on it. Errors of its own: `MAP_NOT_FOUND`. */
    map: Query<StatsMapInput, MapPage>
    /** Weapons and abilities: kills, hits, damage. */
    weapons: Query<StatsWeaponsInput, StatsWeaponsOutput>
    /** A measure per day or week, for one agent or every agent. */
    trends: Query<StatsTrendsInput, Trends>
    /** How many players have which rank, and the share that has it or a higher one. */
    distribution: Query<StatsDistributionInput, RankDistribution>
  }
  matches: {
    /**
     * Takes in one raw match document; sending it again changes nothing. Needs the scope
     * `matches:write`. Errors of its own: `FORBIDDEN`.
     */
    ingest: Mutation<MatchesIngestInput, IngestOutcome>
    /** One match with its players and rounds. Errors of its own: `MATCH_NOT_FOUND`. */
    get: Query<MatchesGetInput, MatchDetail>
    /**
     * A match round by round: every event with the players alive after it. Errors of its own:
     * `MATCH_NOT_FOUND`.
     */
    timeline: Query<MatchesTimelineInput, MatchTimeline>
    /**
     * Kills, first bloods, trades and damage of every player against every other. Errors of its
     * own: `MATCH_NOT_FOUND`.
     */
    killMatrix: Query<MatchesKillMatrixInput, KillMatrix>
    /**
     * What both teams spent in each round of a match, and what it brought. Errors of its own:
     * `MATCH_NOT_FOUND`.
     */
    economy: Query<MatchesEconomyInput, MatchEconomy>
    /** Matches, latest first, by keyset cursor. Errors of its own: `BAD_CURSOR`. */
    list: List<MatchesListInput, Page<MatchSummary>>
  }
  players: {
    /**
     * A player at a glance: all measures, per queue and act, and the latest games. Errors of its
     * own: `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    profile: Query<PlayersProfileInput, PlayerProfile>
    /**
     * A player's games, newest first; a page of rare ones may be short. Errors of its own:
     * `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`, `BAD_CURSOR`.
     */
    matches: List<PlayersMatchesInput, Page<PlayerGame>>
    /**
     * What a player did with each agent, most games first. Errors of its own:
     * `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    agents: Query<PlayersAgentsInput, PlayerAgents>
    /**
     * How a player did on each map, most games first. Errors of its own: `PLAYER_NOT_FOUND`,
     * `PLAYER_PRIVATE`.
     */
    maps: Query<PlayersMapsInput, PlayerMaps>
    /**
     * What a player did with each weapon in the latest games, most kills first. Errors of its
     * own: `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    weapons: Query<PlayersWeaponsInput, PlayerWeapons>
    /**
     * A player's latest games with rolling measures, and measures per day. Errors of its own:
     * `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    form: Query<PlayersFormInput, PlayerForm>
    /**
     * Two players in the games they share, in one team and against each other. Errors of its
     * own: `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    headToHead: Query<PlayersHeadToHeadInput, HeadToHead>
    /**
     * Players whose name begins like this, in the order of their names. Errors of its own:
     * `BAD_CURSOR`.
     */
    search: List<PlayersSearchInput, Page<PlayerIdentity>>
    /**
     * Writes down whether a player agrees to be shown; it holds at once. Needs the scope
     * `players:write`. Errors of its own: `FORBIDDEN`, `PLAYER_NOT_FOUND`.
     */
    consent: Mutation<PlayersConsentInput, PlayersConsentOutput>
    /**
     * Forgets a player for good: no page from now on, no trace once its job is done. Needs the
     * scope `players:write`. Errors of its own: `FORBIDDEN`, `PLAYER_NOT_FOUND`.
     */
    erase: Mutation<PlayersEraseInput, PlayersEraseOutput>
  }
  leaderboards: {
    /** The best players of a queue by rating, ACS or win rate. Errors of its own: `BAD_CURSOR`. */
    list: Query<LeaderboardsListInput, LeaderboardsListOutput>
    /**
     * The place of a player on a leaderboard, and those around it. Errors of its own:
     * `PLAYER_NOT_FOUND`, `PLAYER_PRIVATE`.
     */
    around: Query<LeaderboardsAroundInput, LeaderboardsAroundOutput>
  }
  catalog: {
    /**
     * All that the page of a product shows at first, in one call. Errors of its own:
     * `PRODUCT_NOT_FOUND`.
     */
    productPage: Query<CatalogProductPageInput, ProductPage>
    /**
     * Keeps what a visitor did on a page: what was clicked, where, and when. For people, guests
     * included. Errors of its own: `FORBIDDEN`, `PRODUCT_NOT_FOUND`.
     */
    interact: Mutation<CatalogInteractInput, CatalogInteractOutput>
    /**
     * Products by their words, with filters and facets; misspelt names are found too. Errors of
     * its own: `BAD_CURSOR`.
     */
    search: Query<CatalogSearchInput, CatalogSearchOutput>
    /** What a search could be narrowed down by, with counts. */
    facets: Query<CatalogFacetsInput, CatalogFacetsOutput>
    /** What a query that is being typed could become. */
    suggest: Query<CatalogSuggestInput, CatalogSuggestOutput>
    /**
     * All that the catalogue knows of a product, by its id or by a slug, a former one too.
     * Errors of its own: `PRODUCT_NOT_FOUND`.
     */
    product: Query<CatalogProductInput, CatalogProductOutput>
    /**
     * The styles of a product with their photos, sizes and stock. Errors of its own:
     * `PRODUCT_NOT_FOUND`.
     */
    styles: Query<CatalogStylesInput, CatalogStylesOutput>
    /**
     * What goes with a product: chosen by people first, then computed. Errors of its own:
     * `PRODUCT_NOT_FOUND`.
     */
    related: Query<CatalogRelatedInput, CatalogRelatedOutput>
    /** Products page by page, by id or the newest first. Errors of its own: `BAD_CURSOR`. */
    list: List<CatalogListInput, Page<ProductCard>>
    /**
     * What a product or one of its styles cost before, the latest price first. Errors of its
     * own: `PRODUCT_NOT_FOUND`, `BAD_CURSOR`.
     */
    priceHistory: List<CatalogPriceHistoryInput, Page<PastPrice>>
    /**
     * Saves a whole product: what the document leaves out, the product does not have. Needs the
     * scope `catalog:write`. Errors of its own: `FORBIDDEN`, `PRODUCT_NOT_FOUND`,
     * `STYLE_NOT_FOUND`, `SKU_NOT_FOUND`, `SLUG_TAKEN`, `CONFLICT`.
     */
    save: Mutation<StoreDocument, CatalogSaveOutput>
    /**
     * Sets what a product or one of its styles costs; the former price is kept. Needs the scope
     * `catalog:write`. Errors of its own: `FORBIDDEN`, `PRODUCT_NOT_FOUND`, `STYLE_NOT_FOUND`.
     */
    setPrice: Mutation<CatalogSetPriceInput, CatalogSetPriceOutput>
    /**
     * Gives a product another slug; the former one goes on leading to it. Needs the scope
     * `catalog:write`. Errors of its own: `FORBIDDEN`, `PRODUCT_NOT_FOUND`, `SLUG_TAKEN`.
     */
    rename: Mutation<CatalogRenameInput, CatalogRenameOutput>
    /**
     * Hides a product from every page and list, or shows it again. Needs the scope
     * `catalog:write`. Errors of its own: `FORBIDDEN`, `PRODUCT_NOT_FOUND`.
     */
    setStatus: Mutation<CatalogSetStatusInput, CatalogSetStatusOutput>
    /**
     * Chooses what is shown beside a product before what is computed. Needs the scope
     * `catalog:write`. Errors of its own: `FORBIDDEN`, `PRODUCT_NOT_FOUND`.
     */
    curateRelated: Mutation<CatalogCurateRelatedInput, CatalogCurateRelatedOutput>
  }
  stock: {
    /**
     * Adds to a stock item, or says how many of it there are. Needs the scope `catalog:write`.
     * Errors of its own: `FORBIDDEN`, `SKU_NOT_FOUND`, `OUT_OF_STOCK`.
     */
    adjust: Mutation<StockAdjustInput, Stock>
    /**
     * Holds several stock items for a while: all of them, or none. Needs the scope
     * `catalog:write`. Errors of its own: `FORBIDDEN`, `SKU_NOT_FOUND`, `OUT_OF_STOCK`.
     */
    reserve: Mutation<StockReserveInput, StockReserveOutput>
    /**
     * Gives reservations back before they expire: all of them, or none. Needs the scope
     * `catalog:write`. Errors of its own: `FORBIDDEN`, `RESERVATION_NOT_FOUND`.
     */
    release: Mutation<StockReleaseInput, StockReleaseOutput>
    /**
     * Turns reservations that have not expired into a sale: all of them, or none. Needs the
     * scope `catalog:write`. Errors of its own: `FORBIDDEN`, `RESERVATION_NOT_FOUND`.
     */
    take: Mutation<StockTakeInput, StockTakeOutput>
  }
  reviews: {
    /**
     * Your own reviews, also those that are not shown. For people, guests included. Errors of
     * its own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    mine: List<ReviewsMineInput, Page<OwnReview>>
    /**
     * Reviews a product, once a person. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `PRODUCT_NOT_FOUND`, `REVIEW_DUPLICATE`, `MUTED`.
     */
    create: Mutation<ReviewsCreateInput, ReviewsCreateOutput>
    /**
     * Changes your own review; moderators see what it said before. For people, guests included.
     * Errors of its own: `FORBIDDEN`, `REVIEW_NOT_FOUND`, `MUTED`.
     */
    edit: Mutation<ReviewsEditInput, ReviewsEditOutput>
    /**
     * Takes your own review away; editing it brings it back. For people, guests included. Errors
     * of its own: `FORBIDDEN`, `REVIEW_NOT_FOUND`.
     */
    remove: Mutation<ReviewsRemoveInput, ReviewsRemoveOutput>
    /**
     * Says whether a review helped: 1 yes, -1 no, 0 takes it back. For people, guests included.
     * Errors of its own: `FORBIDDEN`, `REVIEW_NOT_FOUND`, `OWN_CONTENT`, `BLOCKED`.
     */
    vote: Mutation<ReviewsVoteInput, ReviewsVoteOutput>
    /**
     * Reports a review to the moderators. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `REVIEW_NOT_FOUND`, `OWN_CONTENT`.
     */
    report: Mutation<ReviewsReportInput, ReviewsReportOutput>
    /**
     * Says something to a review in the name of the shop, or takes it back. Needs the scope
     * `staff:write`. Errors of its own: `FORBIDDEN`, `REVIEW_NOT_FOUND`.
     */
    respond: Mutation<ReviewsRespondInput, ReviewsRespondOutput>
    /**
     * Writes down who owns what and how long it was played. Needs the scope `staff:write`.
     * Errors of its own: `FORBIDDEN`, `NOT_FOUND`.
     */
    setOwnership: Mutation<ReviewsSetOwnershipInput, ReviewsSetOwnershipOutput>
    /**
     * Says what reviews of a category are asked about. Needs the scope `catalog:write`. Errors
     * of its own: `FORBIDDEN`.
     */
    setCharacteristics: Mutation<ReviewsSetCharacteristicsInput, ReviewsSetCharacteristicsOutput>
    /**
     * What a review said before it was edited. Needs the scope `moderation:write`. Errors of its
     * own: `FORBIDDEN`, `REVIEW_NOT_FOUND`, `BAD_CURSOR`.
     */
    history: List<ReviewsHistoryInput, Page<ReviewRevision>>
    /**
     * Reviews of a product by relevance, votes or age, also filtered or searched. Errors of its
     * own: `PRODUCT_NOT_FOUND`, `BAD_CURSOR`.
     */
    list: List<ReviewsListInput, Page<Review>>
    /**
     * What the reviews of a product come to: ratings, score, labels, characteristics. Errors of
     * its own: `PRODUCT_NOT_FOUND`.
     */
    meta: Query<ReviewsMetaInput, ReviewSummary>
  }
  questions: {
    /**
     * Questions about a product, each with its first answers. Errors of its own:
     * `PRODUCT_NOT_FOUND`, `BAD_CURSOR`.
     */
    list: List<QuestionsListInput, Page<Question>>
    /**
     * All answers to a question: accepted, then staff, then by votes. Errors of its own:
     * `QUESTION_NOT_FOUND`, `BAD_CURSOR`.
     */
    answers: List<QuestionsAnswersInput, Page<Answer>>
    /**
     * Questions without an answer, of one product or of all, the oldest first. Errors of its
     * own: `PRODUCT_NOT_FOUND`, `BAD_CURSOR`.
     */
    unanswered: List<QuestionsUnansweredInput, Page<Question>>
    /**
     * Asks a question about a product. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `PRODUCT_NOT_FOUND`, `QUESTION_DUPLICATE`, `MUTED`.
     */
    ask: Mutation<QuestionsAskInput, QuestionsAskOutput>
    /**
     * Answers a question about a product. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `QUESTION_NOT_FOUND`, `ANSWER_DUPLICATE`, `BLOCKED`, `MUTED`.
     */
    answer: Mutation<QuestionsAnswerInput, QuestionsAnswerOutput>
    /**
     * Accepts an answer to a question of your own, or takes that back. For people, guests
     * included. Errors of its own: `FORBIDDEN`, `ANSWER_NOT_FOUND`.
     */
    accept: Mutation<QuestionsAcceptInput, QuestionsAcceptOutput>
    /**
     * Says that a question or an answer helped, or takes that back. For people, guests included.
     * Errors of its own: `FORBIDDEN`, `QUESTION_NOT_FOUND`, `ANSWER_NOT_FOUND`, `OWN_CONTENT`,
     * `BLOCKED`.
     */
    vote: Mutation<QuestionsVoteInput, QuestionsVoteOutput>
    /**
     * Reports a question or an answer to the moderators. For people, guests included. Errors of
     * its own: `FORBIDDEN`, `QUESTION_NOT_FOUND`, `ANSWER_NOT_FOUND`, `OWN_CONTENT`.
     */
    report: Mutation<QuestionsReportInput, QuestionsReportOutput>
    /**
     * Takes back a question or an answer of your own. For people, guests included. Errors of its
     * own: `FORBIDDEN`, `QUESTION_NOT_FOUND`, `ANSWER_NOT_FOUND`.
     */
    remove: Mutation<QuestionsRemoveInput, QuestionsRemoveOutput>
    /**
     * Answers for the shop or the studio, under its badge. Needs the scope `staff:write`. Errors
     * of its own: `FORBIDDEN`, `QUESTION_NOT_FOUND`, `ANSWER_DUPLICATE`.
     */
    answerAsStaff: Mutation<QuestionsAnswerAsStaffInput, QuestionsAnswerAsStaffOutput>
    /**
     * Accepts an answer to a question of anybody, or takes that back. Needs the scope
     * `staff:write`. Errors of its own: `FORBIDDEN`, `ANSWER_NOT_FOUND`.
     */
    acceptAsStaff: Mutation<QuestionsAcceptAsStaffInput, QuestionsAcceptAsStaffOutput>
  }
  posts: {
    /**
     * A post, as Markdown and as HTML that is safe to show, with its reactions. For people,
     * guests included. Errors of its own: `FORBIDDEN`, `POST_NOT_FOUND`.
     */
    get: Query<PostsGetInput, Post>
    /**
     * Posts of one account, latest first. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `BAD_CURSOR`.
     */
    byAuthor: List<PostsByAuthorInput, Page<AuthoredPostCard>>
    /**
     * What a post said before it was edited, for its author and for moderators. For people,
     * guests included. Errors of its own: `FORBIDDEN`, `POST_NOT_FOUND`, `BAD_CURSOR`.
     */
    revisions: List<PostsRevisionsInput, Page<PostRevision>>
    /**
     * Writes a post, in Markdown. For people, guests included. Errors of its own: `FORBIDDEN`,
     * `SUBJECT_NOT_FOUND`, `MUTED`.
     */
    create: Mutation<PostsCreateInput, PostsCreateOutput>
    /**
     * Changes your own post; what it said is kept. For people, guests included. Errors of its
     * own: `FORBIDDEN`, `POST_NOT_FOUND`, `CONFLICT`, `MUTED`.
     */
    edit: Mutation<PostsEditInput, PostsEditOutput>
    /**
     * Takes your own post away, for good. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `POST_NOT_FOUND`.
     */
    remove: Mutation<PostsRemoveInput, PostsRemoveOutput>
    /**
     * Reports a post to the moderators. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `POST_NOT_FOUND`, `OWN_CONTENT`.
     */
    report: Mutation<PostsReportInput, PostsReportOutput>
  }
  votes: {
    /**
     * Votes for or against a post, a review, a question or an answer. For people who have signed
     * in. Errors of its own: `FORBIDDEN`, `REVIEW_NOT_FOUND`, `QUESTION_NOT_FOUND`,
     * `ANSWER_NOT_FOUND`, `POST_NOT_FOUND`, `COMMENT_NOT_FOUND`, `OWN_CONTENT`, `BLOCKED`.
     */
    set: Mutation<VotesSetInput, VotesSetOutput>
  }
  reactions: {
    /**
     * Reacts to a post with an emoji, or takes that back. For people who have signed in. Errors
     * of its own: `FORBIDDEN`, `POST_NOT_FOUND`, `BLOCKED`.
     */
    set: Mutation<ReactionsSetInput, ReactionsSetOutput>
  }
  comments: {
    /**
     * Comments on a post, product, review, match, player or agent, or answers a comment. For
     * people, guests included. Errors of its own: `FORBIDDEN`, `SUBJECT_NOT_FOUND`,
     * `PLAYER_PRIVATE`, `COMMENT_NOT_FOUND`, `COMMENTS_CLOSED`, `TOO_DEEP`, `BLOCKED`, `MUTED`.
     */
    create: Mutation<CommentsCreateInput, CommentsCreateOutput>
    /**
     * Changes a comment of your own for a while after it was written. For people, guests
     * included. Errors of its own: `FORBIDDEN`, `COMMENT_NOT_FOUND`, `EDIT_TOO_LATE`, `BLOCKED`,
     * `MUTED`.
     */
    edit: Mutation<CommentsEditInput, CommentsEditOutput>
    /**
     * Takes back a comment of your own; what was answered stays. For people, guests included.
     * Errors of its own: `FORBIDDEN`, `COMMENT_NOT_FOUND`.
     */
    remove: Mutation<CommentsRemoveInput, CommentsRemoveOutput>
    /**
     * Likes or dislikes a comment, or takes that back. For people who have signed in. Errors of
     * its own: `FORBIDDEN`, `COMMENT_NOT_FOUND`, `OWN_CONTENT`, `BLOCKED`.
     */
    vote: Mutation<CommentsVoteInput, CommentsVoteOutput>
    /**
     * Reports a comment to the moderators. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `COMMENT_NOT_FOUND`, `OWN_CONTENT`.
     */
    report: Mutation<CommentsReportInput, CommentsReportOutput>
    /**
     * One level of the comments on something, each with its first replies. For people, guests
     * included. Errors of its own: `FORBIDDEN`, `SUBJECT_NOT_FOUND`, `PLAYER_PRIVATE`,
     * `COMMENT_NOT_FOUND`, `BAD_CURSOR`.
     */
    list: Query<CommentsListInput, CommentsListOutput>
    /**
     * A comment with all that it answers. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `COMMENT_NOT_FOUND`.
     */
    get: Query<CommentsGetInput, CommentsGetOutput>
    /**
     * Comments of one account, latest first. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `ACCOUNT_NOT_FOUND`, `BAD_CURSOR`.
     */
    byAuthor: List<CommentsByAuthorInput, Page<AuthoredComment>>
    /**
     * What a comment said before it was edited, for its author and for moderators. For people,
     * guests included. Errors of its own: `FORBIDDEN`, `COMMENT_NOT_FOUND`, `BAD_CURSOR`.
     */
    revisions: List<CommentsRevisionsInput, Page<CommentRevision>>
  }
  moderation: {
    /**
     * What waits for a moderator, with its text and why it was reported. Needs the scope
     * `moderation:write`. Errors of its own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    queue: List<ModerationQueueInput, Page<ModerationCase>>
    /**
     * Holds, hides, restores or deletes a text and closes its case. Needs the scope
     * `moderation:write`. Errors of its own: `FORBIDDEN`, `CONFLICT`, `REVIEW_NOT_FOUND`,
     * `QUESTION_NOT_FOUND`, `ANSWER_NOT_FOUND`, `POST_NOT_FOUND`, `COMMENT_NOT_FOUND`.
     */
    act: Mutation<ModerationActInput, ModerationActOutput>
    /**
     * Takes the latest action on a text back. Needs the scope `moderation:write`. Errors of its
     * own: `FORBIDDEN`, `ACTION_NOT_FOUND`, `CONFLICT`, `REVIEW_NOT_FOUND`,
     * `QUESTION_NOT_FOUND`, `ANSWER_NOT_FOUND`, `POST_NOT_FOUND`, `COMMENT_NOT_FOUND`.
     */
    undo: Mutation<ModerationUndoInput, ModerationUndoOutput>
    /**
     * What was done to one text or to all, latest first. Needs the scope `moderation:write`.
     * Errors of its own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    log: List<ModerationLogInput, Page<ModerationAction>>
    /**
     * The words whose texts wait for a moderator. Needs the scope `moderation:write`. Errors of
     * its own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    words: List<ModerationWordsInput, Page<ModerationWordsItem>>
    /**
     * Has texts with this word wait from now on. Needs the scope `moderation:write`. Errors of
     * its own: `FORBIDDEN`.
     */
    addWord: Mutation<ModerationAddWordInput, ModerationAddWordOutput>
    /**
     * Takes a word off the list again. Needs the scope `moderation:write`. Errors of its own:
     * `FORBIDDEN`.
     */
    removeWord: Mutation<ModerationRemoveWordInput, ModerationRemoveWordOutput>
    /**
     * Warns, mutes, bans or shadow-bans an account of lower rank than your own. Needs the scope
     * `moderation:write`. Errors of its own: `FORBIDDEN`, `ACCOUNT_NOT_FOUND`.
     */
    sanction: Mutation<ModerationSanctionInput, ModerationSanctionOutput>
    /**
     * Ends a sanction before its time; what others say still holds. Needs the scope
     * `moderation:write`. Errors of its own: `FORBIDDEN`, `ACTION_NOT_FOUND`,
     * `ACCOUNT_NOT_FOUND`, `CONFLICT`.
     */
    lift: Mutation<ModerationLiftInput, ModerationLiftOutput>
    /**
     * What an account was sanctioned for, and what it may do now. Needs the scope
     * `moderation:write`. Errors of its own: `FORBIDDEN`, `ACCOUNT_NOT_FOUND`, `BAD_CURSOR`.
     */
    sanctions: Query<ModerationSanctionsInput, ModerationSanctionsOutput>
  }
  follows: {
    /**
     * Follows a person, a tag or a product, or stops that. For people who have signed in. Errors
     * of its own: `FORBIDDEN`, `ACCOUNT_NOT_FOUND`, `PRODUCT_NOT_FOUND`, `BLOCKED`.
     */
    set: Mutation<FollowsSetInput, FollowsSetOutput>
    /**
     * What you follow, latest first. For people who have signed in. Errors of its own:
     * `FORBIDDEN`, `BAD_CURSOR`.
     */
    list: List<FollowsListInput, Page<Follow>>
    /** How many follow a person, a tag or a product. */
    followers: Query<FollowsFollowersInput, FollowsFollowersOutput>
  }
  blocks: {
    /**
     * Blocks or mutes somebody, or stops that. For people who have signed in. Errors of its own:
     * `FORBIDDEN`, `ACCOUNT_NOT_FOUND`.
     */
    set: Mutation<BlocksSetInput, BlocksSetOutput>
    /**
     * Whom you have blocked or muted, latest first. For people who have signed in. Errors of its
     * own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    list: List<BlocksListInput, Page<Block>>
  }
  notifications: {
    /**
     * What you were told: replies, answers, followers, and what moderators did. For people,
     * guests included. Errors of its own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    list: List<NotificationsListInput, Page<Notification>>
    /**
     * How much you have not read, up to a hundred. For people, guests included. Errors of its
     * own: `FORBIDDEN`.
     */
    unread: Query<undefined, NotificationsUnreadOutput>
    /**
     * Marks some of what you were told as read, or all up to one. For people, guests included.
     * Errors of its own: `FORBIDDEN`.
     */
    markRead: Mutation<NotificationsMarkReadInput, NotificationsMarkReadOutput>
  }
  live: {
    /**
     * A stream of what happens: server-sent events, each with an id to go on after. For people,
     * guests included. Errors of its own: `FORBIDDEN`.
     */
    events: Subscription<LiveEventsInput, LiveEvent>
  }
  feed: {
    /**
     * Posts, all of them or those of an author, with a tag or about something: the newest, the
     * hottest or the best first. Errors of its own: `BAD_CURSOR`, `SUBJECT_NOT_FOUND`.
     */
    list: List<FeedListInput, Page<PostCard>>
    /**
     * Posts of the people, about the products and with the tags that the caller follows, the
     * newest first. For people who have signed in. Errors of its own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    followed: List<FeedFollowedInput, Page<PostCard>>
    /**
     * The posts of the caller as the caller sees them. For people who have signed in. Errors of
     * its own: `FORBIDDEN`, `BAD_CURSOR`.
     */
    mine: List<FeedMineInput, Page<PostCard>>
  }
  cart: {
    /**
     * Your cart, with prices and stock as they are now. For people, guests included. Errors of
     * its own: `FORBIDDEN`.
     */
    get: Query<undefined, Cart>
    /**
     * Adds units of a product to your cart. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `PRODUCT_NOT_FOUND`, `SKU_NOT_FOUND`, `CART_FULL`.
     */
    add: Mutation<CartAddInput, Cart>
    /**
     * Says how many units a line of your cart holds. For people, guests included. Errors of its
     * own: `FORBIDDEN`, `PRODUCT_NOT_FOUND`, `SKU_NOT_FOUND`, `CART_FULL`.
     */
    set: Mutation<CartSetInput, Cart>
    /**
     * Takes a line out of your cart. For people, guests included. Errors of its own:
     * `FORBIDDEN`.
     */
    remove: Mutation<CartRemoveInput, Cart>
    /**
     * Takes everything out of your cart. For people, guests included. Errors of its own:
     * `FORBIDDEN`.
     */
    clear: Mutation<undefined, Cart>
    /**
     * Moves the cart and the wishlist of another guest into yours. For people, guests included.
     * Errors of its own: `FORBIDDEN`, `NOT_FOUND`.
     */
    merge: Mutation<CartMergeInput, CartMergeOutput>
  }
  wishlist: {
    /**
     * Your wishlist, the newest first. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `BAD_CURSOR`.
     */
    get: List<WishlistGetInput, Page<WishlistItem>>
    /**
     * Which of these products are on your wishlist. For people, guests included. Errors of its
     * own: `FORBIDDEN`.
     */
    has: Query<WishlistHasInput, WishlistHasOutput>
    /**
     * Puts a product on your wishlist. For people, guests included. Errors of its own:
     * `FORBIDDEN`, `PRODUCT_NOT_FOUND`, `WISHLIST_FULL`.
     */
    add: Mutation<WishlistAddInput, WishlistAddOutput>
    /**
     * Takes a product off your wishlist. For people, guests included. Errors of its own:
     * `FORBIDDEN`.
     */
    remove: Mutation<WishlistRemoveInput, WishlistRemoveOutput>
  }
  imports: {
    /**
     * Imports a file that was sent to POST /imports/:name, or goes on with it. Needs the scope
     * `imports:write`. Errors of its own: `FORBIDDEN`, `NOT_FOUND`.
     */
    start: Mutation<ImportsStartInput, ImportsStartOutput>
    /**
     * How far an import is, and what became of its rows. Needs the scope `imports:write`. Errors
     * of its own: `FORBIDDEN`, `IMPORT_NOT_FOUND`.
     */
    get: Query<ImportsGetInput, ImportRun>
    /**
     * Imports, the latest first. Needs the scope `imports:write`. Errors of its own:
     * `FORBIDDEN`, `BAD_CURSOR`.
     */
    list: List<ImportsListInput, Page<ImportRun>>
    /**
     * The rows of an import that were not taken, and why. All: /imports/:id/rejects.csv. Needs
     * the scope `imports:write`. Errors of its own: `FORBIDDEN`, `BAD_CURSOR`,
     * `IMPORT_NOT_FOUND`.
     */
    rejects: List<ImportsRejectsInput, Page<ImportReject>>
  }
  crawler: {
    /**
     * How crawling goes in each region: calls, matches, breaker, and what it waits for. Needs
     * the scope `ops:read`. Errors of its own: `FORBIDDEN`.
     */
    status: Query<undefined, CrawlerStatus>
    /**
     * Starts crawling, in all configured regions if none is named. Needs the scope
     * `crawler:write`. Errors of its own: `FORBIDDEN`, `CRAWLER_NOT_CONFIGURED`.
     */
    start: Mutation<CrawlerStartInput, CrawlerStartOutput>
    /**
     * Stops crawling, in all regions if none is named; nothing is forgotten. Needs the scope
     * `crawler:write`. Errors of its own: `FORBIDDEN`, `CRAWLER_NOT_CONFIGURED`.
     */
    stop: Mutation<CrawlerStopInput, CrawlerStopOutput>
  }
  rebuild: {
    /**
     * Counts the statistics anew, beside those in use, and then switches to them. Needs the
     * scope `ops:write`. Errors of its own: `FORBIDDEN`, `REBUILD_RUNNING`.
     */
    start: Mutation<RebuildStartInput, RollupBuild>
    /**
     * How far the rebuild is, and what the latest audit found. Needs the scope `ops:read`.
     * Errors of its own: `FORBIDDEN`.
     */
    status: Query<undefined, RebuildStatusOutput>
    /**
     * Ends the rebuild or audit that runs; what is in use stays as it is. Needs the scope
     * `ops:write`. Errors of its own: `FORBIDDEN`.
     */
    cancel: Mutation<undefined, RebuildCancelOutput>
  }
  ops: {
    /**
     * PostgreSQL, Redis, migrations, and how much work waits. Needs the scope `ops:read`. Errors
     * of its own: `FORBIDDEN`.
     */
    health: Query<undefined, Health>
  }
}

/** Every code that the server answers with. */
export const SERVER_ERROR_CODES = [
  /** 400: The input is not valid. */
  'BAD_INPUT',
  /** 400: The cursor does not belong to this list and its filters. */
  'BAD_CURSOR',
  /** 401: Sign in or send an API key. */
  'UNAUTHENTICATED',
  /** 403: This key or account may not do that. */
  'FORBIDDEN',
  /** 404: There is nothing here. */
  'NOT_FOUND',
  /** 404: No match has this id. */
  'MATCH_NOT_FOUND',
  /** 404: No agent has this id or name. */
  'AGENT_NOT_FOUND',
  /** 404: No map has this id or name. */
  'MAP_NOT_FOUND',
  /** 404: No player has this id or name. */
  'PLAYER_NOT_FOUND',
  /** 403: This player has not agreed to be shown. */
  'PLAYER_PRIVATE',
  /** 404: No quarantined document has this id. */
  'QUARANTINE_NOT_FOUND',
  /** 409: No worker is configured to crawl. */
  'CRAWLER_NOT_CONFIGURED',
  /** 404: No product has this id or slug. */
  'PRODUCT_NOT_FOUND',
  /** 404: No style has this id. */
  'STYLE_NOT_FOUND',
  /** 404: No stock item has this id. */
  'SKU_NOT_FOUND',
  /** 404: No reservation that is still held has this id. */
  'RESERVATION_NOT_FOUND',
  /** 404: No review has this id. */
  'REVIEW_NOT_FOUND',
  /** 404: No question has this id. */
  'QUESTION_NOT_FOUND',
  /** 404: No answer has this id. */
  'ANSWER_NOT_FOUND',
  /** 404: No moderation action has this id. */
  'ACTION_NOT_FOUND',
  /** 404: No import has this id. */
  'IMPORT_NOT_FOUND',
  /** 409: You have reviewed this product already: edit that review. */
  'REVIEW_DUPLICATE',
  /** 409: You have asked this already. */
  'QUESTION_DUPLICATE',
  /** 409: You have given this answer already. */
  'ANSWER_DUPLICATE',
  /** 403: You cannot vote on or report what you wrote yourself. */
  'OWN_CONTENT',
  /** 409: There are not that many left. */
  'OUT_OF_STOCK',
  /** 409: A wishlist holds at most 1,000 products. */
  'WISHLIST_FULL',
  /** 409: A cart holds at most 200 lines and 999 of each. */
  'CART_FULL',
  /** 409: Another product has this slug. */
  'SLUG_TAKEN',
  /** 409: This file is being imported already. */
  'IMPORT_RUNNING',
  /** 409: An account has this e-mail address already. */
  'EMAIL_TAKEN',
  /** 409: Another account has this name, or one that looks the same. */
  'NAME_TAKEN',
  /** 401: The e-mail address or the password is wrong. */
  'WRONG_CREDENTIALS',
  /** 401: Send the code of your authenticator, or a recovery code, as well. */
  'SECOND_FACTOR_REQUIRED',
  /** 401: This code is wrong or was used already. */
  'WRONG_CODE',
  /** 401: This session is over: sign in again. */
  'SESSION_ENDED',
  /** 400: This link was used already or is too old: ask for another one. */
  'LINK_EXPIRED',
  /** 403: This account may not sign in. */
  'BANNED',
  /** 403: This account may not write at present. */
  'MUTED',
  /** 404: You have no session with this id. */
  'SESSION_NOT_FOUND',
  /** 404: No account has this id. */
  'ACCOUNT_NOT_FOUND',
  /** 404: No post has this id. */
  'POST_NOT_FOUND',
  /** 404: No comment has this id. */
  'COMMENT_NOT_FOUND',
  /** 404: There is nothing with this id to write about. */
  'SUBJECT_NOT_FOUND',
  /** 409: Nothing can be written under this any more. */
  'COMMENTS_CLOSED',
  /** 409: This thread goes no deeper: answer further up. */
  'TOO_DEEP',
  /** 409: This can no longer be changed. */
  'EDIT_TOO_LATE',
  /** 403: One of you has blocked the other. */
  'BLOCKED',
  /** 503: Too many people are signing in: try again in a moment. */
  'AUTH_BUSY',
  /** 405: This path does not take that method. */
  'METHOD_NOT_ALLOWED',
  /** 409: Somebody else changed this first. */
  'CONFLICT',
  /** 409: A call with this Idempotency-Key is still running. */
  'IDEMPOTENCY_KEY_IN_USE',
  /** 422: This Idempotency-Key was sent with another request. */
  'IDEMPOTENCY_KEY_REUSED',
  /** 409: A rebuild or audit of the statistics is running. */
  'REBUILD_RUNNING',
  /** 413: The request body is too large. */
  'BODY_TOO_LARGE',
  /** 413: A batch holds at most 20 calls. */
  'BATCH_TOO_LARGE',
  /** 414: The URL is too long: send the call by POST. */
  'URL_TOO_LONG',
  /** 415: This content type or encoding is not supported. */
  'UNSUPPORTED_MEDIA_TYPE',
  /** 429: Too many requests. */
  'RATE_LIMITED',
  /** 422: The answer is larger than 1 MB: narrow the query. */
  'RESPONSE_TOO_LARGE',
  /** 500: Something went wrong on our side. */
  'INTERNAL',
  /** 503: The service is not ready. */
  'UNAVAILABLE',
  /** 504: The request ran out of time. */
  'TIMEOUT',
] as const

export type ServerErrorCode = (typeof SERVER_ERROR_CODES)[number]

export interface AccountAuditInput {
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface AuditEntry {
  id: number
  event:
    | 'registered'
    | 'signed-in'
    | 'signed-out'
    | 'sign-in-failed'
    | 'session-revoked'
    | 'sessions-revoked'
    | 'session-stolen'
    | 'password-changed'
    | 'password-reset-asked'
    | 'password-reset'
    | 'email-verified'
    | 'totp-enabled'
    | 'totp-disabled'
    | 'recovery-codes-made'
    | 'recovery-code-used'
    | 'api-key-made'
    | 'api-key-revoked'
    | 'role-changed'
    | 'warned'
    | 'muted'
    | 'banned'
    | 'shadow-banned'
    | 'sanction-lifted'
    | 'data-exported'
  actor: string
  detail: Record<string, string | number | null> | null
  /** ISO 8601, UTC. */
  at: string
}

export interface AccountExportInput {
  /** 1 to 20. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface OwnRow {
  table: string
  /** As it is stored, without secrets. */
  row: Record<string, unknown>
}

export interface AccountEraseInput {
  password: string
  /** Code of the authenticator, or a recovery code. Needed once a second factor is set up. */
  code?: string | undefined
}

export interface AccountEraseOutput {
  /** The account is closed now; texts and votes go within the minutes after. */
  erasing: true
}

export interface ApiKey {
  id: string
  name: string
  scopes: string[]
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  expiresAt: string | null
  /** ISO 8601, UTC. */
  lastUsedAt: string | null
}

export interface AccountKeysOutput {
  items: ApiKey[]
}

export interface AccountCreateKeyInput {
  name: string
  /** Of those of your role. */
  scopes: (
    | 'matches:write'
    | 'players:write'
    | 'crawler:write'
    | 'ops:read'
    | 'ops:write'
    | 'catalog:write'
    | 'imports:write'
    | 'staff:write'
    | 'moderation:write'
  )[]
  /** ISO 8601, UTC. */
  expiresAt?: string | undefined
}

export interface AccountCreateKeyOutput {
  id: string
  /** Shown this once. */
  token: string
}

export interface AccountRevokeKeyInput {
  id: string
}

export interface AccountRevokeKeyOutput {
  accepted: true
}

export interface GuestToken {
  /** Names the guest. It is shown this once. */
  token: string
  /** Moves on with use. ISO 8601, UTC. */
  expiresAt: string
}

export interface Profile {
  id: number
  name: string
  email: string
  emailVerified: boolean
  role: 'user' | 'moderator' | 'admin'
  secondFactor: boolean
  /** ISO 8601, UTC. */
  createdAt: string
}

export interface AccountUpdateInput {
  name: string
}

export interface AccountAskVerificationOutput {
  accepted: true
}

export interface AccountSetRoleInput {
  /** 1 to 2147483647. */
  accountId: number
  role: 'user' | 'moderator' | 'admin'
}

export interface AccountSetRoleOutput {
  /** 1 to 2147483647. */
  accountId: number
  role: 'user' | 'moderator' | 'admin'
}

export interface AuthChangePasswordInput {
  /** The present one. */
  password: string
  /** 8 to 128 characters, none of the most common ones. */
  newPassword: string
}

export interface AuthChangePasswordOutput {
  /** Sessions that are over now. */
  ended: number
}

export interface AuthAskPasswordResetInput {
  email: string
}

export interface AuthAskPasswordResetOutput {
  accepted: true
}

export interface AuthResetPasswordInput {
  token: string
  /** 8 to 128 characters, none of the most common ones. */
  newPassword: string
}

export interface AuthResetPasswordOutput {
  /** Sessions that are over now. */
  ended: number
}

export interface AuthVerifyEmailInput {
  token: string
}

export interface AuthVerifyEmailOutput {
  accepted: true
}

export interface AuthSetUpTotpInput {
  password: string
}

export interface AuthSetUpTotpOutput {
  /** Base32, for typing. */
  secret: string
  /** `otpauth://`, for a QR code. */
  uri: string
}

export interface AuthConfirmTotpInput {
  code: string
}

export interface AuthConfirmTotpOutput {
  /** Each is good for one time. Shown this once. */
  recoveryCodes: string[]
}

export interface AuthDisableTotpInput {
  password: string
  code: string
}

export interface AuthDisableTotpOutput {
  accepted: true
}

export interface AuthRenewRecoveryCodesInput {
  password: string
  code: string
}

export interface AuthRenewRecoveryCodesOutput {
  /** Each is good for one time. Shown this once. */
  recoveryCodes: string[]
}

export interface AuthLogoutEverywhereOutput {
  /** Sessions that are over now. */
  ended: number
}

export interface Session {
  /** A UUID. */
  id: string
  current: boolean
  userAgent: string | null
  /** Where it was begun, shortened. */
  network: string | null
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  usedAt: string
  /** ISO 8601, UTC. */
  expiresAt: string
}

/** The one used last first, at most 100. */
export interface AuthSessionsOutput {
  items: Session[]
}

export interface AuthRevokeSessionInput {
  /** A UUID. */
  sessionId: string
}

export interface AuthRevokeSessionOutput {
  /** Sessions that are over now. */
  ended: number
}

export interface AuthRegisterInput {
  email: string
  name: string
  /** 8 to 128 characters, none of the most common ones. */
  password: string
  /** True for callers without cookies: the tokens are in the answer. Default: `false`. */
  tokens?: boolean | undefined
}

export interface Tokens {
  /** Sent as `Authorization: Bearer`. */
  accessToken: string
  /** Good for the next `auth.refresh`. */
  refreshToken: string
  /** Seconds that the access token is good for. */
  expiresIn: number
}

export interface AuthRegisterOutput {
  profile: Profile
  /** Null unless they were asked for: cookies hold them. */
  tokens: Tokens | null
}

export interface AuthLoginInput {
  email: string
  password: string
  /** Code of the authenticator, or a recovery code. Needed once a second factor is set up. */
  code?: string | undefined
  /** True for callers without cookies: the tokens are in the answer. Default: `false`. */
  tokens?: boolean | undefined
}

export interface AuthLoginOutput {
  profile: Profile
  /** Null unless they were asked for: cookies hold them. */
  tokens: Tokens | null
}

export interface AuthRefreshInput {
  /** Left out by browsers: a cookie holds it. */
  refreshToken?: string | undefined
}

export interface AuthRefreshOutput {
  /** Seconds that the access token is good for. */
  expiresIn: number
  /** Null when a cookie was refreshed. */
  tokens: Tokens | null
}

export interface AuthLogoutInput {
  refreshToken?: string | undefined
}

export interface AuthLogoutOutput {
  /** Sessions that are over now. */
  ended: number
}

export interface StatsRoleBoardInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Agents per role. 1 to 29. Default: `3`. */
  top?: number | undefined
}

export interface RoleBoard {
  maps: RoleBoardMap[]
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface RoleBoardMap {
  /** null: all maps together. */
  map: MapRef | null
  roles: {
    duelist: RoleBoardCell[]
    initiator: RoleBoardCell[]
    controller: RoleBoardCell[]
    sentinel: RoleBoardCell[]
  }
}

export interface MapRef {
  id: string
  name: string
}

export interface RoleBoardCell {
  agent: AgentRef
  /** Player games: wins + losses + draws. */
  games: number
  winRate: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** Standard score (z) of the lower win-rate bound within the agent's role. */
  score: number
  letter: 'S' | 'A' | 'B' | 'C' | 'D'
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

/** An agent; `role` is null for ids this version does not know yet. */
export interface AgentRef {
  id: string
  name: string
  role: 'duelist' | 'initiator' | 'controller' | 'sentinel' | null
}

/** A share of `n` trials with its Wilson 95 % interval. */
export interface Rate {
  n: number
  value: number
  lo: number
  hi: number
}

export interface StatsAgentsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** `roundWinRate` of these rounds only. All else is not kept by side and not affected. */
  side?: 'attack' | 'defence' | undefined
  role?: 'duelist' | 'initiator' | 'controller' | 'sentinel' | undefined
  /** Leaves out items with fewer games. 0 to 1000000000. Default: `0`. */
  minGames?: number | undefined
  /** Descending; rates by their lower bound. Default: `"winRate"`. */
  sort?:
    | 'score'
    | 'winRate'
    | 'nonMirrorWinRate'
    | 'roundWinRate'
    | 'attackRoundWinRate'
    | 'defenceRoundWinRate'
    | 'pickRate'
    | 'slotRate'
    | 'presence'
    | 'games'
    | 'kd'
    | 'kda'
    | 'acs'
    | 'adr'
    | 'damageDelta'
    | 'headshotRate'
    | 'kast'
    | 'firstBloodRate'
    | 'firstDeathRate'
    | 'tradeKillRate'
    | undefined
}

export interface AgentStats {
  agent: AgentRef
  /** Player games: wins + losses + draws. */
  games: number
  winRate: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** Standard score (z) of the lower win-rate bound within the agent's role. */
  score: number
  letter: 'S' | 'A' | 'B' | 'C' | 'D'
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
  wins: number
  losses: number
  draws: number
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
  attackRoundWinRate: Rate
  defenceRoundWinRate: Rate
  /** Damage dealt less damage received, per round played. */
  damageDelta: number
  /** First bloods per round played. */
  firstBloodRate: Rate
  /** First deaths per round played. */
  firstDeathRate: Rate
  /** Kills that avenged a teammate over kills. */
  tradeKillRate: Rate
  /** Deaths that a teammate avenged over deaths. */
  tradedDeathRate: Rate
  /** Rounds with exactly two, three, four, and five or more kills, per 100 rounds. */
  multikills: {
    k2: number
    k3: number
    k4: number
    k5: number
  }
  clutches: {
    /** Won over attempted, alone against two or more. */
    rate: Rate
    /** Won over attempted, alone against 1, 2, 3, 4, 5. */
    against: [Rate, Rate, Rate, Rate, Rate]
  }
  plantsPerGame: number
  defusesPerGame: number
  /** Damage per 1,000 credits spent; null when no game says what was spent. */
  econRating: number | null
  /** Ability casts per round; null when no game says. */
  castsPerRound: {
    grenade: number
    ability1: number
    ability2: number
    ultimate: number
  } | null
  totals: StatTotals
  /**
   * Wins of the games in which the enemy team does not have the agent: mirrors are always 50
   * %.
   */
  nonMirrorWinRate: Rate
  /** Picks over player slots: picks / (10 x matches). */
  slotRate: Rate
  /** Matches with the agent on any team / matches. */
  presence: Rate
}

/** Plain sums over player games. */
export interface StatTotals {
  rounds: number
  score: number
  kills: number
  deaths: number
  assists: number
  damage: number
  headshots: number
  bodyshots: number
  legshots: number
  firstBloods: number
  firstDeaths: number
}

export interface StatsAgentsOutput {
  items: AgentStats[]
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsAgentInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** `roundWinRate` of these rounds only. All else is not kept by side and not affected. */
  side?: 'attack' | 'defence' | undefined
  /** Agent uuid or name. */
  agent: string
}

export interface AgentPage {
  agent: AgentRef
  /** `score` and `letter` stand among the agents of its role. */
  stats: AgentStats
  /** Every map, whatever the filter `map` says; most played first. */
  maps: AgentOnMap[]
  /** All, the buckets, then single tiers, whatever the filter `tier` says. */
  tiers: AgentInTier[]
  /** null: the role is not known, or nobody played it. */
  role: {
    /** Agents of the role that were played, this one included. */
    agents: number
    /** All their games together. */
    mean: GameMeasures
    /** Of the agent to that mean. */
    difference: Record<
      | 'winRate'
      | 'roundWinRate'
      | 'kd'
      | 'kda'
      | 'acs'
      | 'adr'
      | 'damageDelta'
      | 'headshotRate'
      | 'kast'
      | 'firstBloodRate'
      | 'firstDeathRate',
      number
    >
  } | null
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface AgentOnMap {
  map: MapRef
  /** Player games: wins + losses + draws. */
  games: number
  wins: number
  losses: number
  draws: number
  winRate: Rate
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface AgentInTier {
  tier: 'all' | 'low' | 'mid' | 'high' | number
  /** e.g. `Gold 3`. */
  name: string
  /** Player games: wins + losses + draws. */
  games: number
  wins: number
  losses: number
  draws: number
  winRate: Rate
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

/** What player games add up to. */
export interface GameMeasures {
  /** Player games: wins + losses + draws. */
  games: number
  wins: number
  losses: number
  draws: number
  winRate: Rate
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
  roundWinRate: Rate
  attackRoundWinRate: Rate
  defenceRoundWinRate: Rate
  /** Damage dealt less damage received, per round played. */
  damageDelta: number
  /** First bloods per round played. */
  firstBloodRate: Rate
  /** First deaths per round played. */
  firstDeathRate: Rate
  /** Kills that avenged a teammate over kills. */
  tradeKillRate: Rate
  /** Deaths that a teammate avenged over deaths. */
  tradedDeathRate: Rate
  /** Rounds with exactly two, three, four, and five or more kills, per 100 rounds. */
  multikills: {
    k2: number
    k3: number
    k4: number
    k5: number
  }
  clutches: {
    /** Won over attempted, alone against two or more. */
    rate: Rate
    /** Won over attempted, alone against 1, 2, 3, 4, 5. */
    against: [Rate, Rate, Rate, Rate, Rate]
  }
  plantsPerGame: number
  defusesPerGame: number
  /** Damage per 1,000 credits spent; null when no game says what was spent. */
  econRating: number | null
  /** Ability casts per round; null when no game says. */
  castsPerRound: {
    grenade: number
    ability1: number
    ability2: number
    ultimate: number
  } | null
  totals: StatTotals
}

export interface StatsTierListInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Map uuid or name. */
  map?: string | undefined
  role?: 'duelist' | 'initiator' | 'controller' | 'sentinel' | undefined
  /** Leaves out items with fewer games. 0 to 1000000000. Default: `0`. */
  minGames?: number | undefined
  /**
   * `default`: standard score of the lower win-rate bound within the role. `psScore`: pick and
   * round win rate; its own noise moves an agent a whole tier. Default: `"default"`.
   */
  method?: 'default' | 'psScore' | undefined
}

export interface TierListTier {
  letter: 'S' | 'A' | 'B' | 'C' | 'D'
  agents: TierListItem[]
}

export interface TierListItem {
  agent: AgentRef
  /** Player games: wins + losses + draws. */
  games: number
  winRate: Rate
  roundWinRate: Rate
  /** Picks over team slots: picks / (2 x matches). */
  pickRate: Rate
  /** By the method asked for. */
  score: number
  letter: 'S' | 'A' | 'B' | 'C' | 'D'
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface StatsTierListOutput {
  /** S, A, B, C, D, empty ones too; agents by score, best first. */
  tiers: TierListTier[]
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsCompsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  act?: 'all' | undefined
  region?: 'all' | undefined
  tier?: 'all' | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /**
   * Leaves out compositions with fewer team games; those seen once are never listed. 2 to
   * 1000000000. Default: `10`.
   */
  minGames?: number | undefined
  /** Descending; rates by their lower bound. Default: `"winRate"`. */
  sort?: 'winRate' | 'games' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface CompStats {
  /** Five agents in a fixed order; null: the source does not name it. */
  agents: (AgentRef | null)[]
  /** Agents of each role; those of unknown role count for none. */
  roles: {
    duelist: number
    initiator: number
    controller: number
    sentinel: number
  }
  /** Team games. */
  games: number
  wins: number
  draws: number
  winRate: Rate
  roundWinRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
  /** Team games / (2 x matches). */
  pickRate: Rate
  attackRoundWinRate: Rate
}

export interface StatsCompsOutput {
  items: CompStats[]
  nextCursor: string | null
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsDuosInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  act?: 'all' | undefined
  region?: 'all' | undefined
  /** Default: `"all"`. */
  tier?: 'all' | 'low' | 'mid' | 'high' | undefined
  /** Pairs with this agent, by uuid or name. */
  agent?: string | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Leaves out items with fewer games. 0 to 1000000000. Default: `10`. */
  minGames?: number | undefined
  /** Descending; rates by their lower bound. Default: `"liftLo"`. */
  sort?: 'liftLo' | 'winRate' | 'games' | undefined
  /** 1 to 500. Default: `50`. */
  limit?: number | undefined
}

export interface DuoStats {
  agents: [AgentRef, AgentRef]
  /** Team games. */
  games: number
  wins: number
  draws: number
  winRate: Rate
  roundWinRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
  /** What both agents' own win rates predict, added up in log-odds. */
  expectedWinRate: number
  /** Win rate less the expected one. */
  lift: number
  /** Lower bound of the win rate less the expected one. */
  liftLo: number
}

export interface StatsDuosOutput {
  items: DuoStats[]
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsMapsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
}

export interface MapStats {
  map: MapRef
  /** Matches on this map / matches. */
  playRate: Rate
  matches: number
  rounds: number
  roundsPerMatch: number
  /** Rounds won by the attackers / rounds played out. */
  attackRoundWinRate: Rate
  /** Rounds won by the defenders / rounds played out. */
  defenceRoundWinRate: Rate
  /** Shares of the rounds whose end is known; a surrender ends a match, not a round. */
  roundEnds: RoundEnds
  /** Rounds with a plant / rounds whose end is known. */
  plantRate: Rate
  draws: number
  /** Draws / matches. */
  drawRate: Rate
  surrenders: number
  /** Matches that ended by surrender / matches. */
  surrenderRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface RoundEnds {
  elimination: Rate
  detonation: Rate
  defusal: Rate
  time: Rate
}

export interface StatsMapsOutput {
  items: MapStats[]
  matches: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsMapInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** Map uuid or name. */
  map: string
  /** Agents and compositions to list. 1 to 30. Default: `5`. */
  top?: number | undefined
}

export interface MapPage {
  map: MapRef
  stats: MapMeasures
  /** Matches on this map / matches. */
  playRate: Rate
  /** All, the buckets, then single tiers, whatever the filter `tier` says. */
  tiers: MapInTier[]
  /** The best by the lower bound of their win rate on this map. */
  agents: RoleBoardCell[]
  /**
   * The best of those with ten games; null with a filter that compositions are not kept by:
   * act, region, tier.
   */
  comps: CompStats[] | null
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface MapMeasures {
  matches: number
  rounds: number
  roundsPerMatch: number
  /** Rounds won by the attackers / rounds played out. */
  attackRoundWinRate: Rate
  /** Rounds won by the defenders / rounds played out. */
  defenceRoundWinRate: Rate
  /** Shares of the rounds whose end is known; a surrender ends a match, not a round. */
  roundEnds: RoundEnds
  /** Rounds with a plant / rounds whose end is known. */
  plantRate: Rate
  draws: number
  /** Draws / matches. */
  drawRate: Rate
  surrenders: number
  /** Matches that ended by surrender / matches. */
  surrenderRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface MapInTier {
  tier: 'all' | 'low' | 'mid' | 'high' | number
  /** e.g. `Gold 3`. */
  name: string
  matches: number
  rounds: number
  roundsPerMatch: number
  /** Rounds won by the attackers / rounds played out. */
  attackRoundWinRate: Rate
  /** Rounds won by the defenders / rounds played out. */
  defenceRoundWinRate: Rate
  /** Shares of the rounds whose end is known; a surrender ends a match, not a round. */
  roundEnds: RoundEnds
  /** Rounds with a plant / rounds whose end is known. */
  plantRate: Rate
  draws: number
  /** Draws / matches. */
  drawRate: Rate
  surrenders: number
  /** Matches that ended by surrender / matches. */
  surrenderRate: Rate
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

export interface StatsWeaponsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /**
   * A bucket (low: mean tier <= 14, mid: > 14, high: > 23) or one tier, by the mean tier of
   * the ranked players of a match. Default: `"all"`.
   */
  tier?: 'all' | 'low' | 'mid' | 'high' | number | undefined
  region?: 'all' | undefined
  map?: 'all' | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /**
   * Items with fewer games are marked `lowSample`, not left out. 0 to 1000000000. Default:
   * `30`.
   */
  minSample?: number | undefined
  /** e.g. `rifle` or `ability`. */
  kind?:
    | 'melee'
    | 'sidearm'
    | 'smg'
    | 'shotgun'
    | 'rifle'
    | 'sniper'
    | 'heavy'
    | 'ability'
    | 'mode'
    | 'objective'
    | undefined
  /** Descending; rates by their lower bound. Default: `"kills"`. */
  sort?: 'kills' | 'headshotRate' | 'damagePerRound' | 'killsPerRound' | 'games' | undefined
}

export interface WeaponStats {
  weapon: WeaponRef
  kills: number
  /** Kills with it / kills with anything. */
  killShare: Rate
  /** Player games in which it was carried or killed with. */
  games: number
  /** Player rounds that began with it in hand: never with an ability. */
  rounds: number
  /**
   * Head hits over all hits on enemies, of rounds that began with it: no source names the
   * weapon of a hit.
   */
  headshotRate: Rate
  /** Per round that began with it; null: none did. */
  damagePerRound: number | null
  /** Kills with it per round that began with it; null: none did. */
  killsPerRound: number | null
  /** Fewer games than `minSample`: not to be trusted. */
  lowSample: boolean
}

/** A weapon, or the slot of an ability, e.g. `ultimate`. */
export interface WeaponRef {
  id: string
  /** The id itself when the weapon is not known. */
  name: string
  /** null: not known. */
  kind:
    | 'melee'
    | 'sidearm'
    | 'smg'
    | 'shotgun'
    | 'rifle'
    | 'sniper'
    | 'heavy'
    | 'ability'
    | 'mode'
    | 'objective'
    | null
}

export interface StatsWeaponsOutput {
  items: WeaponStats[]
  /** With anything, whatever `kind` says. */
  kills: number
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface StatsTrendsInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Default: `"all"`. */
  tier?: 'all' | 'low' | 'mid' | 'high' | undefined
  patch?: 'all' | undefined
  act?: 'all' | undefined
  region?: 'all' | undefined
  map?: 'all' | undefined
  /** One series, of this agent; every agent has one without it. */
  agent?: string | undefined
  /** Default: `"winRate"`. */
  metric?: 'winRate' | 'roundWinRate' | 'pickRate' | 'presence' | 'kda' | 'acs' | 'adr' | undefined
  /** Weeks begin on Monday. Default: `"day"`. */
  interval?: 'day' | 'week' | undefined
  /** First UTC day; default: 30 intervals up to `to`. */
  from?: string | undefined
  /** Last UTC day; default: today. */
  to?: string | undefined
}

export interface Trends {
  metric: 'winRate' | 'roundWinRate' | 'pickRate' | 'presence' | 'kda' | 'acs' | 'adr'
  interval: 'day' | 'week'
  /** Widened to whole weeks where weeks are asked for. */
  from: string
  to: string
  series: TrendSeries[]
  /** Of all agents; intervals without a match are left out. */
  matches: {
    start: string
    matches: number
  }[]
  /** When the roll-up last took a match in; null when it never did. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface TrendSeries {
  agent: AgentRef
  /** Intervals without games have none. */
  points: TrendPoint[]
}

export interface TrendPoint {
  /** First day of the interval. */
  start: string
  /** What the value is over: games, rounds, matches, or deaths for KDA. */
  n: number
  value: number
  /** 95 % interval; null for means, which have none here. */
  lo: number | null
  hi: number | null
}

export interface StatsDistributionInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`; all acts if left out. */
  act?: string | undefined
  /** Region, e.g. `eu`: players with games there. */
  region?: string | undefined
}

/** Players by their tier in their latest match of the act. */
export interface RankDistribution {
  /** Ranked tiers that somebody has, lowest first. */
  tiers: {
    tier: TierRef
    players: number
    /** Of the ranked players. */
    share: Rate
    /** Ranked players with this tier or a higher one: "top x %". */
    top: Rate
  }[]
  ranked: number
  /** Players without a rank in their latest match: in no share. */
  unranked: number
  /** ISO 8601, UTC. */
  updatedAt: string | null
}

export interface TierRef {
  /** 0: unranked. */
  tier: number
  name: string
}

export interface MatchesIngestInput {
  /** Name of one of the game's sources: `riot`, `riot-client` or `henrik-v4` in VALORANT. */
  source: string
  /** The raw document, as the source sent it. */
  document: unknown
}

export type IngestOutcome =
  | {
      outcome: 'accepted'
      matchId: string
    }
  | {
      outcome: 'duplicate'
      matchId: string
    }
  | {
      outcome: 'excluded'
      matchId: string | null
      reason: 'aborted' | 'custom' | 'no-rounds' | 'too-few-players'
    }
  | {
      outcome: 'quarantined'
      code:
        | 'INVALID_JSON'
        | 'INVALID_UTF8'
        | 'DOCUMENT_TOO_LARGE'
        | 'UNKNOWN_SHAPE'
        | 'SOURCE_MISMATCH'
        | 'MISSING_FIELD'
        | 'INVALID_FIELD'
        | 'INCONSISTENT_DOCUMENT'
      /** RFC 6901 pointer into the document. */
      pointer: string
      message: string
    }

export interface MatchesGetInput {
  /** A UUID. */
  matchId: string
}

export interface MatchDetail {
  match: MatchSummary
  players: MatchPlayer[]
  rounds: MatchRound[]
}

export interface MatchSummary {
  id: string
  /** Name of one of the game's sources: `riot`, `riot-client` or `henrik-v4` in VALORANT. */
  source: string
  queue: string
  map: MapRef
  patch: string
  /** Act uuid. */
  act: string | null
  region: string | null
  /** ISO 8601, UTC. */
  startedAt: string
  /** Rounds played. */
  rounds: number
  redScore: number
  blueScore: number
  winner: 'red' | 'blue' | 'draw'
  surrendered: boolean
}

export interface MatchPlayer {
  /** null: the player has not consented to be shown, or was erased. */
  puuid: string | null
  name: string | null
  tag: string | null
  team: 'red' | 'blue'
  agent: AgentRef | null
  tier: number
  rounds: number
  score: number
  kills: number
  deaths: number
  assists: number
  damage: number
  headshots: number
  bodyshots: number
  legshots: number
  acs: number
  adr: number
  kast: Rate
  firstBloods: number
  firstDeaths: number
  plants: number
  defuses: number
  /** Rounds with exactly two, three, four, and with five or more kills. */
  multikills: {
    k2: number
    k3: number
    k4: number
    k5: number
  }
  clutches: {
    /** Rounds as last one alive against 1, 2, 3, 4, 5. */
    attempts: [number, number, number, number, number]
    wins: [number, number, number, number, number]
  }
}

export interface MatchRound {
  /** 0-based. */
  number: number
  winner: 'red' | 'blue'
  /** null: a surrendered round. */
  attacker: 'red' | 'blue' | null
  result: 'elimination' | 'detonate' | 'defuse' | 'time' | 'surrendered' | 'other'
  ceremony: string | null
  plant: {
    /** Index into `players`. */
    player: number
    atMs: number
    site: string | null
  } | null
  defuse: {
    /** Index into `players`. */
    player: number
    atMs: number
  } | null
  kills: {
    atMs: number
    /** Index into `players`. */
    killer: number
    /** Index into `players`. */
    victim: number
    assistants: number[]
    weapon: string | null
  }[]
  players: {
    /** Index into `players`. */
    player: number
    score: number
    damage: number
    spent: number | null
    loadout: number | null
    weapon: string | null
    armor: string | null
  }[]
}

export interface MatchesTimelineInput {
  /** A UUID. */
  matchId: string
  /** This round only, 0-based. 0 to 999. */
  round?: number | undefined
  /** Only what players of this side did; counts of the living stay those of both teams. */
  side?: 'attack' | 'defence' | undefined
}

export interface MatchTimeline {
  matchId: string
  players: PagePlayer[]
  rounds: TimelineRound[]
}

export interface PagePlayer {
  /** null: the player was erased. */
  puuid: string | null
  team: 'red' | 'blue'
  agent: AgentRef | null
}

export interface TimelineRound {
  /** 0-based, as in the match. */
  number: number
  /** null: overtime. */
  half: 1 | 2 | null
  overtime: boolean
  /** null: a surrendered round, which nobody played. */
  attacker: 'red' | 'blue' | null
  winner: 'red' | 'blue'
  result: 'elimination' | 'detonate' | 'defuse' | 'time' | 'surrendered' | 'other'
  /** Rounds won by play, this round included. */
  score: {
    red: number
    blue: number
  }
  /** In time order. */
  events: TimelineEvent[]
  /** Players who killed two enemies or more. */
  multikills: {
    /** Index into `players`. */
    player: number
    kills: number
  }[]
  /** At most one per team; the last two alive have a 1v1 both. */
  clutches: {
    /** Index into `players`. */
    player: number
    /** The N of 1vN, when the player became the last one alive. */
    opponents: number
    won: boolean
  }[]
}

export type TimelineEvent =
  | {
      type: 'kill'
      /** Milliseconds since the round began. */
      atMs: number
      /** Players alive after it; who is revived later counts as alive throughout. */
      alive: {
        red: number
        blue: number
      }
      assistants: number[]
      /** null: the source has none (spike, fall). */
      weapon: WeaponRef | null
      /** The victim came back to life in this round. */
      revived: boolean
      /** Index into `players`. */
      killer: number
      /** Index into `players`. */
      victim: number
      /** Of a teammate: a death, but nobody’s kill. */
      teamKill: boolean
      /** The first kill of an enemy in the round. */
      firstBlood: boolean
      /** Teammates whose deaths this kill traded, within five seconds. */
      avenged: number[]
      /** The victim was avenged within five seconds. */
      traded: boolean
    }
  | {
      type: 'selfKill'
      /** Milliseconds since the round began. */
      atMs: number
      /** Players alive after it; who is revived later counts as alive throughout. */
      alive: {
        red: number
        blue: number
      }
      assistants: number[]
      /** null: the source has none (spike, fall). */
      weapon: WeaponRef | null
      /** The victim came back to life in this round. */
      revived: boolean
      /** Index into `players`. */
      player: number
    }
  | {
      type: 'plant'
      /** Milliseconds since the round began. */
      atMs: number
      /** Players alive after it; who is revived later counts as alive throughout. */
      alive: {
        red: number
        blue: number
      }
      /** Index into `players`. */
      player: number
      site: string | null
    }
  | {
      type: 'defuse'
      /** Milliseconds since the round began. */
      atMs: number
      /** Players alive after it; who is revived later counts as alive throughout. */
      alive: {
        red: number
        blue: number
      }
      /** Index into `players`. */
      player: number
    }

export interface MatchesKillMatrixInput {
  /** A UUID. */
  matchId: string
  /** Only what players did on this side: a row is the player who did it. */
  side?: 'attack' | 'defence' | undefined
  /** First round, 0-based. 0 to 999. Default: `0`. */
  fromRound?: number | undefined
  /** Last round, itself included; the last one if absent. 0 to 999. */
  toRound?: number | undefined
}

export interface KillMatrix {
  matchId: string
  /** Rows and columns of every matrix, in this order. */
  players: PagePlayer[]
  /** 0-based, as in the match. */
  fromRound: number
  /** 0-based, as in the match. */
  toRound: number
  /**
   * Kills of enemies, [killer][victim]. A row sums to the kills of the player; a column and
   * the deaths listed in `teamKills` and `selfKills` sum to the deaths.
   */
  kills: number[][]
  /** First kills of an enemy in a round, [killer][victim]. */
  firstBloods: number[][]
  /** Kills that avenged a teammate, [killer][victim]. */
  trades: number[][]
  /** Damage to enemies, [dealer][receiver]. */
  damage: number[][]
  /** A death of the victim, a kill of nobody. */
  teamKills: {
    /** 0-based, as in the match. */
    round: number
    /** Milliseconds since the round began. */
    atMs: number
    /** Index into `players`. */
    killer: number
    /** Index into `players`. */
    victim: number
    /** null: the source has none (spike, fall). */
    weapon: WeaponRef | null
  }[]
  selfKills: {
    /** 0-based, as in the match. */
    round: number
    /** Milliseconds since the round began. */
    atMs: number
    /** Index into `players`. */
    player: number
    /** null: the source has none (spike, fall). */
    weapon: WeaponRef | null
    /** Whether the deaths of the player have it: not when the spike or a fall killed. */
    isDeath: boolean
  }[]
}

export interface MatchesEconomyInput {
  /** A UUID. */
  matchId: string
}

export interface MatchEconomy {
  matchId: string
  players: {
    /** null: the player was erased. */
    puuid: string | null
    team: 'red' | 'blue'
    agent: AgentRef | null
    /** Credits; null: the source does not say. */
    spent: number | null
    damage: number
    /** Damage to enemies per 1,000 credits spent; null: nothing spent, or not known. */
    econRating: number | null
  }[]
  teams: {
    red: TeamEconomy
    blue: TeamEconomy
  }
  rounds: EconomyRound[]
}

export interface TeamEconomy {
  /** Credits; null: the source does not say. */
  spent: number | null
  damage: number
  /** Damage to enemies per 1,000 credits spent; null: nothing spent, or not known. */
  econRating: number | null
  buys: BuyRate[]
}

export interface BuyRate {
  /** Pistol rounds are no eco rounds here. */
  buy: 'pistol' | 'eco' | 'semi-eco' | 'semi-buy' | 'full-buy'
  winRate: Rate
}

export interface EconomyRound {
  /** 0-based, as in the match. */
  number: number
  /** null: overtime. */
  half: 1 | 2 | null
  overtime: boolean
  /** null: a surrendered round, which nobody played. */
  attacker: 'red' | 'blue' | null
  winner: 'red' | 'blue'
  /** The first round of a half, in modes with buying. */
  pistol: boolean
  teams: {
    red: TeamBuy
    blue: TeamBuy
  }
  players: {
    /** Index into `players`. */
    player: number
    /** Credits; null: the source does not say. */
    spent: number | null
    /** Credits; null: the source does not say. */
    loadout: number | null
    /** Bought or kept; null: not known. */
    weapon: WeaponRef | null
    /** Id of the armour. */
    armor: string | null
    damage: number
  }[]
}

export interface TeamBuy {
  /** Credits; null: the source does not say. */
  spent: number | null
  /** Credits; null: the source does not say. */
  loadout: number | null
  averageLoadout: number | null
  /** null: loadouts not known, or a mode without buying. */
  buy: 'eco' | 'semi-eco' | 'semi-buy' | 'full-buy' | null
}

export interface MatchesListInput {
  queue?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  patch?: string | undefined
  act?: string | undefined
  region?: string | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface PlayersProfileInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
}

export interface PlayerProfile {
  player: PlayerIdentity
  /** ISO 8601, UTC. */
  lastPlayedAt: string | null
  /** In the latest game in which the player had a rank. */
  tier: TierRef
  totals: GameMeasures
  /** Per queue, most games first. */
  queues: {
    queue: string
    rating: PlayerRating | null
    /** Start of the latest of these games. ISO 8601, UTC. */
    lastPlayedAt: string
    /** In the latest of these games in which the player had a rank. */
    tier: TierRef
    measures: GameMeasures
  }[]
  /** Per act, latest first. */
  acts: {
    /** Act uuid. */
    act: string | null
    /** Start of the latest of these games. ISO 8601, UTC. */
    lastPlayedAt: string
    /** In the latest of these games in which the player had a rank. */
    tier: TierRef
    measures: GameMeasures
  }[]
  /** The latest games, 20 at most; the agents and maps played most in them. */
  recent: {
    games: PlayerGame[]
    measures: CoreMeasures
    agents: {
      agent: AgentRef | null
      measures: CoreMeasures
    }[]
    maps: {
      map: MapRef
      measures: CoreMeasures
    }[]
  }
}

export interface PlayerIdentity {
  puuid: string
  name: string | null
  tag: string | null
}

/** OpenSkill rating of a player in a queue. */
export interface PlayerRating {
  /** mu - 3 sigma: what boards by rating are sorted by. */
  value: number
  mu: number
  sigma: number
  /** Games it is made from, whatever the filters. */
  games: number
}

export interface PlayerGame {
  match: MatchSummary
  team: 'red' | 'blue'
  result: 'win' | 'loss' | 'draw'
  roundsWon: number
  roundsLost: number
  agent: AgentRef | null
  tier: TierRef
  kills: number
  deaths: number
  assists: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
}

export interface CoreMeasures {
  /** Player games: wins + losses + draws. */
  games: number
  wins: number
  losses: number
  draws: number
  winRate: Rate
  /** kills / max(1, deaths). */
  kd: number
  /** (kills + assists) / max(1, deaths). */
  kda: number
  /** Combat score per round played. */
  acs: number
  /** Damage to enemies per round played. */
  adr: number
  /** Head hits over all hits on enemies. */
  headshotRate: Rate
  /** Rounds with a kill, an assist, survival or a traded death. */
  kast: Rate
}

export interface PlayersMatchesInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  result?: 'win' | 'loss' | 'draw' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface PlayersAgentsInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
}

export interface PlayerAgents {
  /** Games these are made from: the latest ones that fit. */
  games: number
  /** Most games first. */
  items: {
    agent: AgentRef | null
    measures: GameMeasures
  }[]
}

export interface PlayersMapsInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
}

export interface PlayerMaps {
  /** Games these are made from: the latest ones that fit. */
  games: number
  /** Most games first. */
  items: {
    map: MapRef
    measures: GameMeasures
  }[]
}

export interface PlayersWeaponsInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** How many of the latest games to count. 1 to 500. Default: `200`. */
  last?: number | undefined
}

export interface PlayerWeapons {
  /** Matches counted: the latest ones that fit. */
  matches: number
  /** Most kills first. */
  items: PlayerWeapon[]
}

/** A weapon, or the slot of an ability. */
export interface PlayerWeapon {
  id: string
  /** The id itself when the weapon is not known. */
  name: string
  /** null: not known. */
  kind:
    | 'melee'
    | 'sidearm'
    | 'smg'
    | 'shotgun'
    | 'rifle'
    | 'sniper'
    | 'heavy'
    | 'ability'
    | 'mode'
    | 'objective'
    | null
  /** Games with the weapon. */
  games: number
  kills: number
  /** Kills with it over all kills. */
  killShare: Rate
  /** Head hits over all hits, in rounds begun with it. */
  headshotRate: Rate
  /** Rounds begun with it. */
  rounds: number
  /** Damage in rounds begun with it, per such round. */
  damagePerRound: number
  killsPerGame: number
}

export interface PlayersFormInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
  /** Map uuid or name. */
  map?: string | undefined
  /** Agent uuid or name. */
  agent?: string | undefined
  /** Game patch, e.g. `11.8`. */
  patch?: string | undefined
  /** Games in the series. 1 to 100. Default: `20`. */
  last?: number | undefined
  /**
   * Games that a rolling value is made from: the game and those before it. 1 to 50. Default:
   * `5`.
   */
  window?: number | undefined
  /** How far back the values per day go. Default: `30`. */
  days?: 30 | 90 | undefined
}

export interface PlayerForm {
  /** Oldest first. */
  games: {
    matchId: string
    /** ISO 8601, UTC. */
    startedAt: string
    result: 'win' | 'loss' | 'draw'
    measures: CoreMeasures
    /** Over `window` games that end with this one. */
    rolling: CoreMeasures
  }[]
  /** Days (UTC) with games, oldest first. */
  days: {
    day: string
    measures: CoreMeasures
  }[]
}

export interface PlayersHeadToHeadInput {
  /** A puuid, or `name#tag`. */
  a: string
  /** A puuid, or `name#tag`. */
  b: string
  /** Queue id, e.g. `competitive`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`. */
  act?: string | undefined
  /** Region, e.g. `eu`. */
  region?: string | undefined
}

/** Two players in their latest 1,000 shared games. */
export interface HeadToHead {
  a: PlayerIdentity
  b: PlayerIdentity
  /** Games in one team: both have the same results. */
  together: {
    a: CoreMeasures
    b: CoreMeasures
  }
  /** Games against each other: a win of one is a loss of the other. */
  against: {
    a: CoreMeasures
    b: CoreMeasures
  }
  /** From the kills of their latest 20 games against each other. */
  duels: {
    matches: number
    /** Kills of b by a. */
    killsOfA: number
    /** Kills of a by b. */
    killsOfB: number
  }
}

export interface PlayersSearchInput {
  /** Beginning of `name#tag`; every character stands for itself. */
  query: string
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface PlayersConsentInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Whether the player agrees to be shown. */
  consented: boolean
}

export interface PlayersConsentOutput {
  /** Since when; null: not. ISO 8601, UTC. */
  consentedAt: string | null
}

export interface PlayersEraseInput {
  /** A puuid, or `name#tag`. */
  player: string
}

export interface PlayersEraseOutput {
  /** Whether there was a player: false when erased before, or never seen. */
  known: boolean
}

export interface LeaderboardsListInput {
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`; all acts if left out. */
  act?: string | undefined
  /** Region, e.g. `eu`: players with games there. */
  region?: string | undefined
  /**
   * rating: mu - 3 sigma of the OpenSkill rating, which no act resets; acs: combat score per
   * round; winRate: lower bound of its 95 % interval. Default: `"rating"`.
   */
  by?: 'rating' | 'acs' | 'winRate' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface LeaderboardEntry {
  /** From 1. Of equal values the one that was reached first is ahead. */
  rank: number
  /** null: a player who has not agreed to be shown. */
  player: PlayerIdentity | null
  /** What the board ranks by. */
  value: number
  games: number
  winRate: Rate
  /** Combat score per round played. */
  acs: number
  /** On boards by rating. */
  rating: {
    mu: number
    sigma: number
  } | null
}

export interface LeaderboardsListOutput {
  items: LeaderboardEntry[]
  /**
   * Stays with the state of the board it began on, for at least two minutes after it was
   * replaced; then BAD_CURSOR.
   */
  nextCursor: string | null
  /** Places on the board. */
  players: number
  /** Games a player needs for a place: 1 by rating, else 10. */
  minGames: number
  /** When the board was made; null when there is none. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface LeaderboardsAroundInput {
  /** A puuid, or `name#tag`. */
  player: string
  /** Queue id, e.g. `competitive`. Default: `"competitive"`. */
  queue?: string | undefined
  /** Act uuid or short name, e.g. `e10a2`; all acts if left out. */
  act?: string | undefined
  /** Region, e.g. `eu`: players with games there. */
  region?: string | undefined
  /**
   * rating: mu - 3 sigma of the OpenSkill rating, which no act resets; acs: combat score per
   * round; winRate: lower bound of its 95 % interval. Default: `"rating"`.
   */
  by?: 'rating' | 'acs' | 'winRate' | undefined
  /** Places shown before the player, and after. 1 to 50. Default: `5`. */
  limit?: number | undefined
}

export interface LeaderboardsAroundOutput {
  /** The player's own; null: not on the board. */
  rank: number | null
  items: LeaderboardEntry[]
  /** Places on the board. */
  players: number
  /** Games a player needs for a place: 1 by rating, else 10. */
  minGames: number
  /** When the board was made; null when there is none. ISO 8601, UTC. */
  updatedAt: string | null
}

export interface CatalogProductPageInput {
  /** The id, or the slug, a former one too. */
  idOrSlug: number | string
}

/** All that the page of a product shows at first. */
export interface ProductPage {
  product: Product
  /** The old slug that was asked for: the page has moved to the slug of the product. */
  redirectedFrom: string | null
  /** The default style, or the first one; null for what has no styles. */
  defaultStyle: Style | null
  styleCount: number
  reviews: {
    summary: ReviewSummary
    /** The most relevant three. */
    top: Review[]
  }
  questions: {
    count: number
    /** The most helpful three, with two answers each. */
    top: Question[]
  }
  /** Twelve at most. */
  related: ProductCard[]
}

export interface Product {
  id: number
  kind: 'game' | 'dlc' | 'edition' | 'bundle' | 'merch'
  slug: string
  name: string
  tagline: string
  category: string
  /** In the currency of the product; null: not for sale. */
  price: Price | null
  /** Address of a small picture. */
  image: string | null
  /** The earliest day of its first release. */
  releasedOn: string | null
  rating: {
    average: number | null
    score: number
    reviews: number
  }
  description: string
  tags: string[]
  genres: string[]
  platforms: string[]
  /** In every currency, the one of the product first. */
  prices: Price[]
  releasePrecision: 'day' | 'month' | 'quarter' | 'year' | 'tba' | null
  features: Feature[]
  media: Media[]
  /** Grows with every change of the product. */
  revision: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  updatedAt: string
  /** Null for merchandise. */
  game: GameDetail | null
}

export interface Price {
  /** ISO 4217. */
  currency: string
  /** The regular price, in minor units. */
  amount: number
  /** What it costs now, when that is less. */
  saleAmount: number | null
}

export interface Feature {
  name: string
  value: string | null
}

export interface Media {
  kind: 'image' | 'screenshot' | 'trailer'
  url: string
  thumbnailUrl: string | null
}

export interface GameDetail {
  companies: Company[]
  /** Names it has in other regions. */
  titles: {
    region: string | null
    title: string
  }[]
  /** e.g. `single-player`. */
  modes: string[]
  releases: Release[]
  ageRatings: AgeRating[]
  requirements: SystemRequirements[]
  languages: GameLanguage[]
  criticReviews: CriticReview[]
  criticSummary: CriticSummary
  achievements: Achievement[]
  socials: SocialLink[]
  /** What other stores count. */
  elsewhere: Elsewhere[]
  /** Of an edition or add-on: the game it belongs to. */
  base: ProductCard | null
  /** Editions and bundles, 100 at most. */
  editions: ProductCard[]
  /** Add-ons, 100 at most. */
  addOns: ProductCard[]
}

export interface Company {
  name: string
  slug: string
  role: 'developer' | 'publisher'
}

export interface Release {
  platform: string
  /** Null: everywhere. */
  region: string | null
  /** How much of the date is known. */
  precision: 'day' | 'month' | 'quarter' | 'year' | 'tba'
  /** The first day it can be; null: to be announced. */
  earliest: string | null
  /** The last day it can be. */
  latest: string | null
}

export interface AgeRating {
  /** Who rates, e.g. `PEGI`, `ESRB`, `USK`. */
  board: string
  /** As the board words it, e.g. `16` or `M`. */
  rating: string
  /** Why, e.g. `Violence`. */
  descriptors: string[]
}

export interface SystemRequirements {
  os: string
  minimum: {
    /** What for, e.g. `Graphics`. */
    name: string
    value: string
  }[]
  recommended: {
    /** What for, e.g. `Graphics`. */
    name: string
    value: string
  }[]
}

export interface GameLanguage {
  name: string
  interface: boolean
  audio: boolean
  subtitles: boolean
}

export interface CriticReview {
  outlet: string
  author: string | null
  /** 0 to 100; null: reviewed without a score. */
  score: number | null
  quote: string | null
  url: string | null
  publishedOn: string | null
}

export interface CriticSummary {
  reviews: number
  /** Reviews with a score. */
  scored: number
  /** Mean score, 0 to 100; null without scores. */
  average: number | null
  /** Scores from 75. */
  positive: number
  /** Scores from 50, below 75. */
  mixed: number
  /** Scores below 50. */
  negative: number
}

export interface Achievement {
  name: string
  description: string
  icon: string | null
  /** Of the players who have it, 0 to 1. */
  share: number | null
  /** What it is for is not told before. */
  hidden: boolean
}

export interface SocialLink {
  /** e.g. `website`, `discord`. */
  kind: string
  url: string
}

export interface Elsewhere {
  /** Which store counted, e.g. `steam`. */
  source: string
  positive: number | null
  negative: number | null
  ownersMin: number | null
  ownersMax: number | null
  averagePlaytimeMinutes: number | null
  medianPlaytimeMinutes: number | null
  /** How many there are. */
  achievements: number | null
}

export interface ProductCard {
  id: number
  kind: 'game' | 'dlc' | 'edition' | 'bundle' | 'merch'
  slug: string
  name: string
  tagline: string
  category: string
  /** In the currency of the product; null: not for sale. */
  price: Price | null
  /** Address of a small picture. */
  image: string | null
  /** The earliest day of its first release. */
  releasedOn: string | null
  rating: {
    average: number | null
    score: number
    reviews: number
  }
}

export interface Style {
  id: number
  name: string
  price: Price
  isDefault: boolean
  photos: {
    url: string
    thumbnailUrl: string | null
  }[]
  skus: Sku[]
}

export interface Sku {
  id: number
  size: string | null
  /** In stock and not reserved. */
  available: number
}

export interface ReviewSummary {
  productId: number
  reviews: number
  /** Reviews by rating. */
  histogram: {
    '1': number
    '2': number
    '3': number
    '4': number
    '5': number
  }
  /** Mean rating; null without reviews. */
  average: number | null
  /** Bayesian average: ten ratings of 3.5 are added to those there are. */
  score: number
  recommended: {
    yes: number
    no: number
  }
  overall: {
    reviews: number
    recommended: number
    /** In words, as the installation says it; null below the number that says anything. */
    label: string | null
  }
  /** Of the last 30 days. */
  recent: {
    reviews: number
    recommended: number
    /** In words, as the installation says it; null below the number that says anything. */
    label: string | null
  }
  /**
   * Reviews are unusually many and unlike those before since then. Excludes nothing. ISO 8601,
   * UTC.
   */
  bombedSince: string | null
  characteristics: {
    /** Null: the category asks for it, and no review has answered yet. */
    id: number | null
    name: string
    count: number
    average: number | null
  }[]
}

export interface Review {
  id: number
  productId: number
  /** 1 to 5. */
  rating: number
  recommend: boolean
  summary: string
  body: string
  author: string
  /** The author owned the product when the review was written. */
  verified: boolean
  /** Played at the time of the review. */
  playtimeMinutes: number | null
  helpful: number
  unhelpful: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  editedAt: string | null
  /** Of the seller or the developer. */
  response: {
    body: string
    /** ISO 8601, UTC. */
    respondedAt: string | null
  } | null
  photos: Photo[]
  characteristics: CharacteristicValue[]
}

export interface Photo {
  id: number
  url: string
}

export interface CharacteristicValue {
  id: number
  name: string
  value: number
}

export interface Question {
  id: number
  productId: number
  body: string
  author: string
  helpful: number
  /** ISO 8601, UTC. */
  createdAt: string
  answerCount: number
  /** The first ones: accepted, then staff, then by votes. */
  answers: Answer[]
}

export interface Answer {
  id: number
  questionId: number
  body: string
  author: string
  /** Who answers for the shop or the studio. */
  badge: 'seller' | 'developer' | 'staff' | null
  accepted: boolean
  helpful: number
  /** ISO 8601, UTC. */
  createdAt: string
  photos: Photo[]
}

export interface CatalogInteractInput {
  /** What was clicked: a selector, or the element itself. */
  element: string
  /** The part of the page it is in. */
  widget: string
  /** When, as the page says it: free text. */
  time: string
  /** The product whose page it was. 1 to 2147483647. */
  productId?: number | undefined
}

export interface CatalogInteractOutput {
  recorded: true
}

export interface CatalogSearchInput {
  /** Words, the last one may be only begun. Nothing in it is an operator. Empty: all. */
  query?: string | undefined
  kinds?: ('game' | 'dlc' | 'edition' | 'bundle' | 'merch')[] | undefined
  categories?: string[] | undefined
  genres?: string[] | undefined
  platforms?: string[] | undefined
  tags?: string[] | undefined
  /** Developers or publishers. */
  companyIds?: number[] | undefined
  /** Of everything about prices here: filters, order and facets. Default: `"USD"`. */
  currency?: string | undefined
  /** Minor units. What it costs now counts. 0 to 1000000000000. */
  minPrice?: number | undefined
  /** 0 to 1000000000000. */
  maxPrice?: number | undefined
  /** Only what costs less now than usual. */
  onSale?: true | undefined
  /** First day. By the earliest day of the first release. */
  releasedFrom?: string | undefined
  /** Last day. */
  releasedTo?: string | undefined
  /** Of products that people have rated: at least this score, in tenths. 1 to 5. */
  minScore?: number | undefined
  /**
   * relevance: by what of the name fits, then tags, then descriptions; without a query, by
   * score. newest: what came into the store last first. released: the latest release first.
   * What has no price, score or date comes last. Equal ones by id; of newest and priceDesc the
   * greater id first. Default: `"relevance"`.
   */
  sort?:
    | 'relevance'
    | 'name'
    | 'newest'
    | 'released'
    | 'priceAsc'
    | 'priceDesc'
    | 'score'
    | undefined
  /** Whether to answer the facets of the list too. Default: `false`. */
  facets?: boolean | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface FacetValue {
  value: string
  /** Is one of the values of this filter. */
  selected: boolean
  /** 1000 at most. */
  count: number
  /** There are more than that, or may be. */
  more: boolean
}

export interface ProductFacets {
  /** Products that pass every filter. */
  total: {
    /** 1000 at most. */
    count: number
    /** There are more than that, or may be. */
    more: boolean
  }
  /** The 5 most frequent values, and those that are selected. */
  kinds: FacetValue[]
  /** The 50 most frequent values, and those that are selected. */
  categories: FacetValue[]
  /** The 50 most frequent values, and those that are selected. */
  genres: FacetValue[]
  /** The 50 most frequent values, and those that are selected. */
  platforms: FacetValue[]
  /** The 50 most frequent values, and those that are selected. */
  tags: FacetValue[]
  companies: {
    id: number
    name: string
    selected: boolean
    /** 1000 at most. */
    count: number
    /** There are more than that, or may be. */
    more: boolean
  }[]
  /** Ranges in the currency of the query, ends included; those with something in them. */
  prices: {
    min: number
    max: number | null
    /** 1000 at most. */
    count: number
    /** There are more than that, or may be. */
    more: boolean
  }[]
  onSale: {
    /** 1000 at most. */
    count: number
    /** There are more than that, or may be. */
    more: boolean
  }
  /** The latest first. */
  years: {
    year: number
    /** 1000 at most. */
    count: number
    /** There are more than that, or may be. */
    more: boolean
  }[]
  decades: {
    /** Its first year. */
    decade: number
    /** 1000 at most. */
    count: number
    /** There are more than that, or may be. */
    more: boolean
  }[]
  /** Products with at least this score, as a filter by it would find them. */
  scores: {
    minScore: number
    /** 1000 at most. */
    count: number
    /** There are more than that, or may be. */
    more: boolean
  }[]
}

/**
 * A page looks at a bounded number of products: with filters that few of them pass it may be
 * short, even empty, and still have a `nextCursor`.
 */
export interface CatalogSearchOutput {
  items: ProductCard[]
  nextCursor: string | null
  /** What the query was probably meant to be, in small letters without accents. */
  didYouMean: string | null
  /** The answer is that of `didYouMean`, as nothing fits the query itself. */
  corrected: boolean
  /** Null unless they were asked for. */
  facets: ProductFacets | null
}

export interface CatalogFacetsInput {
  /** Words, the last one may be only begun. Nothing in it is an operator. Empty: all. */
  query?: string | undefined
  kinds?: ('game' | 'dlc' | 'edition' | 'bundle' | 'merch')[] | undefined
  categories?: string[] | undefined
  genres?: string[] | undefined
  platforms?: string[] | undefined
  tags?: string[] | undefined
  /** Developers or publishers. */
  companyIds?: number[] | undefined
  /** Of everything about prices here: filters, order and facets. Default: `"USD"`. */
  currency?: string | undefined
  /** Minor units. What it costs now counts. 0 to 1000000000000. */
  minPrice?: number | undefined
  /** 0 to 1000000000000. */
  maxPrice?: number | undefined
  /** Only what costs less now than usual. */
  onSale?: true | undefined
  /** First day. By the earliest day of the first release. */
  releasedFrom?: string | undefined
  /** Last day. */
  releasedTo?: string | undefined
  /** Of products that people have rated: at least this score, in tenths. 1 to 5. */
  minScore?: number | undefined
}

export interface CatalogFacetsOutput {
  /** What the query was probably meant to be, in small letters without accents. */
  didYouMean: string | null
  /** The answer is that of `didYouMean`, as nothing fits the query itself. */
  corrected: boolean
  /**
   * Each facet is counted without its own filter: what else could be chosen. May be some
   * seconds behind the list.
   */
  facets: ProductFacets
}

export interface CatalogSuggestInput {
  /** What has been typed so far. */
  query: string
  /** Of products; of each other kind at most 5. 1 to 20. Default: `8`. */
  limit?: number | undefined
}

export interface SuggestedProduct {
  id: number
  kind: 'game' | 'dlc' | 'edition' | 'bundle' | 'merch'
  slug: string
  name: string
  image: string | null
}

export interface CatalogSuggestOutput {
  /** Whose names have the words, or words that begin so; then similar names. */
  products: SuggestedProduct[]
  companies: {
    id: number
    name: string
    slug: string
  }[]
  /** Tags and genres, as filters take them. */
  labels: string[]
}

export interface CatalogProductInput {
  /** The id, or the slug, a former one too. */
  idOrSlug: number | string
}

export interface CatalogProductOutput {
  id: number
  kind: 'game' | 'dlc' | 'edition' | 'bundle' | 'merch'
  slug: string
  name: string
  tagline: string
  category: string
  /** In the currency of the product; null: not for sale. */
  price: Price | null
  /** Address of a small picture. */
  image: string | null
  /** The earliest day of its first release. */
  releasedOn: string | null
  rating: {
    average: number | null
    score: number
    reviews: number
  }
  description: string
  tags: string[]
  genres: string[]
  platforms: string[]
  /** In every currency, the one of the product first. */
  prices: Price[]
  releasePrecision: 'day' | 'month' | 'quarter' | 'year' | 'tba' | null
  features: Feature[]
  media: Media[]
  /** Grows with every change of the product. */
  revision: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  updatedAt: string
  /** Null for merchandise. */
  game: GameDetail | null
  /** The former slug that was asked for: the page has moved to `slug`. */
  redirectedFrom: string | null
}

export interface CatalogStylesInput {
  /** 1 to 2147483647. */
  productId: number
}

export interface CatalogStylesOutput {
  items: Style[]
}

export interface CatalogRelatedInput {
  /** 1 to 2147483647. */
  productId: number
  /** 1 to 50. Default: `12`. */
  limit?: number | undefined
}

export interface CatalogRelatedOutput {
  items: ProductCard[]
}

export interface CatalogListInput {
  kind?: 'game' | 'dlc' | 'edition' | 'bundle' | 'merch' | undefined
  category?: string | undefined
  genre?: string | undefined
  platform?: string | undefined
  /** What belongs to this product: editions, add-ons, bundles. 1 to 2147483647. */
  baseId?: number | undefined
  /** `id`: ascending. `newest`: what came into the store last first. Default: `"id"`. */
  order?: 'id' | 'newest' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface CatalogPriceHistoryInput {
  /** 1 to 2147483647. */
  productId: number
  /** Prices of this style; those of the product if left out. 1 to 2147483647. */
  styleId?: number | undefined
  /** ISO 4217. */
  currency?: string | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface PastPrice {
  /** ISO 4217. */
  currency: string
  /** Null: was not for sale in that currency. */
  amount: number | null
  saleAmount: number | null
  /** When it was replaced. ISO 8601, UTC. */
  until: string
}

export interface StoreDocument {
  /** Of the product, if it is there. 1 to 2147483647. */
  id?: number | undefined
  /** Says which product it is, as well as an id does. */
  source?:
    | {
        /** Where it comes from, e.g. `steam`. */
        source: string
        /** Under which key that source knows it. */
        key: string
      }
    | undefined
  kind: 'game' | 'dlc' | 'edition' | 'bundle' | 'merch'
  /** Left out: made of the name, or as it was. */
  slug?: string | undefined
  /** Default: `"active"`. */
  status?: 'active' | 'hidden' | undefined
  name: string
  tagline?: string | undefined
  description?: string | undefined
  category?: string | undefined
  tags?: string[] | undefined
  genres?: string[] | undefined
  platforms?: string[] | undefined
  /** The first is what lists show. None: not for sale. Default: `[]`. */
  prices?:
    | {
        /** ISO 4217. */
        currency: string
        /** The regular price, in minor units. 0 to 1000000000000. */
        amount: number
        /** What it costs now, when that is less. Default: `null`. */
        saleAmount?: number | null | undefined
      }[]
    | undefined
  /** Of an edition, add-on or bundle: what it belongs to. */
  base?:
    | number
    | {
        /** Where it comes from, e.g. `steam`. */
        source: string
        /** Under which key that source knows it. */
        key: string
      }
    | null
    | undefined
  features?:
    | {
        name: string
        value?: string | null | undefined
      }[]
    | undefined
  /** Default: `[]`. */
  media?:
    | {
        kind: 'image' | 'screenshot' | 'trailer'
        url: string
        /** Default: `null`. */
        thumbnailUrl?: string | null | undefined
      }[]
    | undefined
  /** Of merchandise only. */
  styles?:
    | {
        /** 1 to 2147483647. */
        id?: number | undefined
        name: string
        price: {
          /** The regular price, in minor units. 0 to 1000000000000. */
          amount: number
          /** What it costs now, when that is less. Default: `null`. */
          saleAmount?: number | null | undefined
        }
        /** Default: `false`. */
        isDefault?: boolean | undefined
        /** Default: `[]`. */
        photos?:
          | {
              url: string
              /** Default: `null`. */
              thumbnailUrl?: string | null | undefined
            }[]
          | undefined
        skus?:
          | {
              /** 1 to 2147483647. */
              id?: number | undefined
              size: string | null
              /**
               * Of a new stock item. What there is of others is changed by `stock.adjust`. 0 to
               * 1000000000. Default: `0`.
               */
              quantity?: number | undefined
            }[]
          | undefined
      }[]
    | undefined
  /** Of everything but merchandise. Default: `{}`. */
  game?:
    | {
        companies?:
          | {
              name: string
              role: 'developer' | 'publisher'
            }[]
          | undefined
        titles?:
          | {
              region?: string | null | undefined
              title: string
            }[]
          | undefined
        modes?: string[] | undefined
        releases?:
          | {
              platform: string
              region?: string | null | undefined
              /** As much as is known, e.g. `1987-09` or `1987-Q3`; null: to be announced. Default: `null`. */
              date?: string | null | undefined
            }[]
          | undefined
        ageRatings?:
          | {
              board: string
              rating: string
              descriptors?: string[] | undefined
            }[]
          | undefined
        requirements?:
          | {
              os: string
              minimum?:
                | {
                    name: string
                    value: string
                  }[]
                | undefined
              recommended?:
                | {
                    name: string
                    value: string
                  }[]
                | undefined
            }[]
          | undefined
        languages?:
          | {
              name: string
              /** Default: `false`. */
              interface?: boolean | undefined
              /** Default: `false`. */
              audio?: boolean | undefined
              /** Default: `false`. */
              subtitles?: boolean | undefined
            }[]
          | undefined
        criticReviews?:
          | {
              outlet: string
              author?: string | null | undefined
              /** Out of 100. Default: `null`. */
              score?: number | null | undefined
              quote?: string | null | undefined
              /** Default: `null`. */
              url?: string | null | undefined
              /** Default: `null`. */
              publishedOn?: string | null | undefined
            }[]
          | undefined
        achievements?:
          | {
              name: string
              description?: string | undefined
              /** Default: `null`. */
              icon?: string | null | undefined
              /** Default: `null`. */
              share?: number | null | undefined
              /** Default: `false`. */
              hidden?: boolean | undefined
            }[]
          | undefined
        socials?:
          | {
              kind: string
              url: string
            }[]
          | undefined
        elsewhere?:
          | {
              source: string
              /** Default: `null`. */
              positive?: number | null | undefined
              /** Default: `null`. */
              negative?: number | null | undefined
              /** Default: `null`. */
              ownersMin?: number | null | undefined
              /** Default: `null`. */
              ownersMax?: number | null | undefined
              /** Default: `null`. */
              averagePlaytimeMinutes?: number | null | undefined
              /** Default: `null`. */
              medianPlaytimeMinutes?: number | null | undefined
              /** Default: `null`. */
              achievements?: number | null | undefined
            }[]
          | undefined
      }
    | undefined
}

export interface CatalogSaveOutput {
  id: number
  /** The same as before: there was nothing to change. */
  revision: number
  slug: string
  outcome: 'inserted' | 'updated' | 'unchanged'
}

export interface CatalogSetPriceInput {
  /** 1 to 2147483647. */
  productId: number
  /** The price of this style, in the currency of the product. 1 to 2147483647. */
  styleId?: number | undefined
  /** That of the product if left out. */
  currency?: string | undefined
  /** Null: no longer for sale in that currency. */
  price: {
    /** The regular price, in minor units. 0 to 1000000000000. */
    amount: number
    /** What it costs now, when that is less. Default: `null`. */
    saleAmount?: number | null | undefined
  } | null
}

export interface CatalogSetPriceOutput {
  id: number
  /** The same as before: there was nothing to change. */
  revision: number
}

export interface CatalogRenameInput {
  /** 1 to 2147483647. */
  productId: number
  slug: string
}

export interface CatalogRenameOutput {
  id: number
  /** The same as before: there was nothing to change. */
  revision: number
}

export interface CatalogSetStatusInput {
  /** 1 to 2147483647. */
  productId: number
  status: 'active' | 'hidden'
}

export interface CatalogSetStatusOutput {
  id: number
  /** The same as before: there was nothing to change. */
  revision: number
}

export interface CatalogCurateRelatedInput {
  /** 1 to 2147483647. */
  productId: number
  /** In the order they are shown in; replaces those that were chosen before. */
  relatedIds: number[]
}

export interface CatalogCurateRelatedOutput {
  id: number
  /** The same as before: there was nothing to change. */
  revision: number
}

export interface StockAdjustInput {
  /** 1 to 2147483647. */
  skuId: number
  /** What comes in, or goes out when negative. -1000000000 to 1000000000. */
  delta?: number | undefined
  /** What a count has found, reserved ones included. 0 to 1000000000. */
  quantity?: number | undefined
}

export interface Stock {
  skuId: number
  /** What there is, reserved ones included. */
  quantity: number
  reserved: number
  /** What can be sold. */
  available: number
}

export interface StockReserveInput {
  /** All of them are reserved, or none. */
  items: {
    /** 1 to 2147483647. */
    skuId: number
    /** 1 to 10000. */
    quantity: number
  }[]
  /** How long they are held, a week at most. 1 to 10080. Default: `15`. */
  minutes?: number | undefined
  /** For whom. 1 to 2147483647. */
  accountId?: number | undefined
}

export interface Reservation {
  id: number
  skuId: number
  quantity: number
  /** ISO 8601, UTC. */
  expiresAt: string
}

export interface StockReserveOutput {
  items: Reservation[]
}

export interface StockReleaseInput {
  /** As `stock.reserve` gave them: all of them, or none. */
  reservationIds: number[]
}

export interface StockReleaseOutput {
  items: Stock[]
}

export interface StockTakeInput {
  /** As `stock.reserve` gave them: all of them, or none. */
  reservationIds: number[]
}

export interface StockTakeOutput {
  items: Stock[]
}

export interface ReviewsMineInput {
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface OwnReview {
  id: number
  productId: number
  /** 1 to 5. */
  rating: number
  recommend: boolean
  summary: string
  body: string
  author: string
  /** The author owned the product when the review was written. */
  verified: boolean
  /** Played at the time of the review. */
  playtimeMinutes: number | null
  helpful: number
  unhelpful: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  editedAt: string | null
  /** Of the seller or the developer. */
  response: {
    body: string
    /** ISO 8601, UTC. */
    respondedAt: string | null
  } | null
  photos: Photo[]
  characteristics: CharacteristicValue[]
  /**
   * `held`: waits for a moderator; `hidden`: by moderation; `deleted`: by you or by
   * moderation.
   */
  status: 'visible' | 'held' | 'hidden' | 'deleted'
}

export interface ReviewsCreateInput {
  /** 1 to 2147483647. */
  productId: number
  /** 1 to 5. */
  rating: number
  recommend: boolean
  summary?: string | undefined
  body: string
  /** Default: `[]`. */
  photos?: string[] | undefined
  characteristics?:
    | (
        | {
            /** 1 to 2147483647. */
            id: number
            /** 1 to 5. */
            value: number
          }
        | {
            name: string
            /** 1 to 5. */
            value: number
          }
      )[]
    | undefined
  author: {
    name: string
    email?: string | undefined
  }
}

export interface ReviewsCreateOutput {
  id: number
  /** `held`: waits for a moderator, not shown yet. */
  status: 'visible' | 'held'
  /**
   * Why it is held: a word of the list, a link from a new account, or many texts within a
   * minute. Null: it is not, or was before.
   */
  heldFor: 'words' | 'links' | 'rate' | null
}

/** What is left out stays; photos and characteristics are replaced as a whole. */
export interface ReviewsEditInput {
  /** 1 to 2147483647. */
  reviewId: number
  /** 1 to 5. */
  rating?: number | undefined
  recommend?: boolean | undefined
  summary?: string | undefined
  body?: string | undefined
  photos?: string[] | undefined
  characteristics?:
    | (
        | {
            /** 1 to 2147483647. */
            id: number
            /** 1 to 5. */
            value: number
          }
        | {
            name: string
            /** 1 to 5. */
            value: number
          }
      )[]
    | undefined
}

export interface ReviewsEditOutput {
  id: number
  /**
   * `held`: waits for a moderator; `hidden`: by moderation; `deleted`: by you or by
   * moderation.
   */
  status: 'visible' | 'held' | 'hidden' | 'deleted'
  /**
   * Why it is held: a word of the list, a link from a new account, or many texts within a
   * minute. Null: it is not, or was before.
   */
  heldFor: 'words' | 'links' | 'rate' | null
}

export interface ReviewsRemoveInput {
  /** 1 to 2147483647. */
  reviewId: number
}

export interface ReviewsRemoveOutput {
  removed: true
}

export interface ReviewsVoteInput {
  /** 1 to 2147483647. */
  reviewId: number
  value: -1 | 0 | 1
}

export interface ReviewsVoteOutput {
  helpful: number
  unhelpful: number
  /** Your vote now. */
  value: -1 | 0 | 1
}

export interface ReviewsReportInput {
  /** 1 to 2147483647. */
  reviewId: number
  /** Default: `"other"`. */
  reason?: 'spam' | 'abuse' | 'off-topic' | 'illegal' | 'private-data' | 'other' | undefined
  /** In own words, for the moderator. */
  note?: string | undefined
}

export interface ReviewsReportOutput {
  reported: true
  /** False when you had reported it before. */
  isNew: boolean
}

export interface ReviewsRespondInput {
  /** 1 to 2147483647. */
  reviewId: number
  /** Null takes the response away. */
  body: string | null
}

export interface ReviewsRespondOutput {
  reviewId: number
  responded: boolean
}

export interface ReviewsSetOwnershipInput {
  /** 1 to 2147483647. */
  accountId: number
  /** 1 to 2147483647. */
  productId: number
  /** Default: `true`. */
  owned?: boolean | undefined
  /** 0 to 2147483647. Default: `0`. */
  playtimeMinutes?: number | undefined
}

export interface ReviewsSetOwnershipOutput {
  owned: boolean
}

export interface ReviewsSetCharacteristicsInput {
  category: string
  /** In the order in which they are asked. Products that have some already keep those. */
  names: string[]
}

export interface ReviewsSetCharacteristicsOutput {
  category: string
  names: string[]
}

export interface ReviewsHistoryInput {
  /** 1 to 2147483647. */
  reviewId: number
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface ReviewRevision {
  revision: number
  rating: number
  recommend: boolean
  summary: string
  body: string
  photos: Photo[]
  characteristics: CharacteristicValue[]
  /** ISO 8601, UTC. */
  replacedAt: string
}

export interface ReviewsListInput {
  /** 1 to 2147483647. */
  productId: number
  /**
   * helpful: lower bound of the 95 % interval of the helpful votes; relevant: the same, of
   * which half is lost in 180 days. Default: `"relevant"`.
   */
  sort?: 'newest' | 'helpful' | 'relevant' | undefined
  ratings?: number[] | undefined
  verified?: boolean | undefined
  recommend?: boolean | undefined
  withPhotos?: true | undefined
  /**
   * Words, the first eight of them, that must all occur in a review; without regard to case
   * and accents.
   */
  text?: string | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface ReviewsMetaInput {
  /** 1 to 2147483647. */
  productId: number
}

export interface QuestionsListInput {
  /** 1 to 2147483647. */
  productId: number
  /** helpful: by votes, the newer first among equals. Default: `"helpful"`. */
  sort?: 'helpful' | 'newest' | undefined
  /**
   * Found in the question or in one of its first 500 answers, whatever the case and the
   * accents.
   */
  text?: string | undefined
  /** How many answers each question brings along. 0 to 10. Default: `2`. */
  answers?: number | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface QuestionsAnswersInput {
  /** 1 to 2147483647. */
  questionId: number
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface QuestionsUnansweredInput {
  /** All products if left out. 1 to 2147483647. */
  productId?: number | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface QuestionsAskInput {
  /** 1 to 2147483647. */
  productId: number
  body: string
  author: {
    name: string
    email?: string | undefined
  }
}

export interface QuestionsAskOutput {
  id: number
  /** `held`: waits for a moderator, not shown yet. */
  status: 'visible' | 'held'
  /**
   * Why it is held: a word of the list, a link from a new account, or many texts within a
   * minute. Null: it is not, or was before.
   */
  heldFor: 'words' | 'links' | 'rate' | null
}

export interface QuestionsAnswerInput {
  /** 1 to 2147483647. */
  questionId: number
  body: string
  /** Addresses of photos. Default: `[]`. */
  photos?: string[] | undefined
  author: {
    name: string
    email?: string | undefined
  }
}

export interface QuestionsAnswerOutput {
  id: number
  /** `held`: waits for a moderator, not shown yet. */
  status: 'visible' | 'held'
  /**
   * Why it is held: a word of the list, a link from a new account, or many texts within a
   * minute. Null: it is not, or was before.
   */
  heldFor: 'words' | 'links' | 'rate' | null
}

export interface QuestionsAcceptInput {
  /** 1 to 2147483647. */
  answerId: number
  /**
   * False takes it back. Of the answers to a question one is accepted at most. Default:
   * `true`.
   */
  accepted?: boolean | undefined
}

export interface QuestionsAcceptOutput {
  answerId: number
  accepted: boolean
}

export interface QuestionsVoteInput {
  subject: {
    kind: 'question' | 'answer'
    /** 1 to 2147483647. */
    id: number
  }
  /** 1: helpful; 0 takes it back. Setting the same value again changes nothing. */
  value: 0 | 1
}

export interface QuestionsVoteOutput {
  /** Votes the text has now. */
  helpful: number
}

export interface QuestionsReportInput {
  subject: {
    kind: 'question' | 'answer'
    /** 1 to 2147483647. */
    id: number
  }
  /** Default: `"other"`. */
  reason?: 'spam' | 'abuse' | 'off-topic' | 'illegal' | 'private-data' | 'other' | undefined
  /** In own words, for the moderator. */
  note?: string | undefined
}

export interface QuestionsReportOutput {
  reported: true
  /** False when you had reported it before. */
  isNew: boolean
}

export interface QuestionsRemoveInput {
  subject: {
    kind: 'question' | 'answer'
    /** 1 to 2147483647. */
    id: number
  }
}

export interface QuestionsRemoveOutput {
  removed: true
}

export interface QuestionsAnswerAsStaffInput {
  /** 1 to 2147483647. */
  questionId: number
  body: string
  /** Addresses of photos. Default: `[]`. */
  photos?: string[] | undefined
  /** The name that is shown beside the badge. */
  author: string
  /** Whom the answer speaks for. */
  badge: 'seller' | 'developer' | 'staff'
}

export interface QuestionsAnswerAsStaffOutput {
  id: number
}

export interface QuestionsAcceptAsStaffInput {
  /** 1 to 2147483647. */
  answerId: number
  /**
   * False takes it back. Of the answers to a question one is accepted at most. Default:
   * `true`.
   */
  accepted?: boolean | undefined
}

export interface QuestionsAcceptAsStaffOutput {
  answerId: number
  accepted: boolean
}

export interface PostsGetInput {
  /** 1 to 2147483647. */
  postId: number
}

export interface Post {
  id: number
  title: string
  /** In the order of the alphabet. */
  tags: string[]
  author: AccountRef
  /** What it is about. */
  subject: TypedSubject | null
  likes: number
  dislikes: number
  /** Likes less dislikes. */
  score: number
  /** Visible ones, of every depth. */
  comments: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  editedAt: string | null
  /** Markdown, as it was written. */
  content: string
  /** Safe to show as it is: HTML in the Markdown is text. */
  contentHtml: string
  revision: number
  /** `visible`, except to its author and to moderators; `shadowed` to these alone. */
  status: 'visible' | 'held' | 'hidden' | 'deleted' | 'shadowed'
  /** The most frequent first. */
  reactions: ReactionCount[]
  /** What the caller thinks of it. */
  mine: {
    vote: -1 | 0 | 1
    reactions: string[]
  }
}

export interface AccountRef {
  id: number
  /** Null: a guest. */
  name: string | null
}

export interface TypedSubject {
  kind: 'post' | 'product' | 'review' | 'match' | 'player' | 'agent'
  /** As it is asked for: a number, the uuid of a match or an agent, or a puuid. */
  id: number | string
}

export interface ReactionCount {
  emoji: string
  count: number
}

export interface PostsByAuthorInput {
  /** 1 to 2147483647. */
  accountId: number
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface AuthoredPostCard {
  id: number
  title: string
  /** In the order of the alphabet. */
  tags: string[]
  author: AccountRef
  /** What it is about. */
  subject: TypedSubject | null
  likes: number
  dislikes: number
  /** Likes less dislikes. */
  score: number
  /** Visible ones, of every depth. */
  comments: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  editedAt: string | null
  /** The first 280 characters, Markdown as it was written. */
  excerpt: string
  status: 'visible' | 'held' | 'hidden' | 'deleted'
}

export interface PostsRevisionsInput {
  /** 1 to 2147483647. */
  postId: number
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface PostRevision {
  revision: number
  title: string
  content: string
  tags: string[]
  /** ISO 8601, UTC. */
  replacedAt: string
}

export interface PostsCreateInput {
  title: string
  /** Markdown. */
  content: string
  /** Upper case becomes lower case; what is there twice counts once. */
  tags?: string[] | undefined
  /** What it is about, for good. */
  subject?:
    | {
        kind: 'product'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'match'
        /** A UUID. */
        id: string
      }
    | {
        kind: 'agent'
        /** Agent uuid or name. */
        id: string
      }
    | undefined
}

export interface PostsCreateOutput {
  id: number
  /** `held`: waits for a moderator, not shown yet. */
  status: 'visible' | 'held'
  /**
   * Why it is held: a word of the list, a link from a new account, or many texts within a
   * minute. Null: it is not, or was before.
   */
  heldFor: 'words' | 'links' | 'rate' | null
  /** For `feed.list({ after })`, which then shows this. Null: nothing has changed. */
  position: string | null
}

export interface PostsEditInput {
  /** 1 to 2147483647. */
  postId: number
  title?: string | undefined
  content?: string | undefined
  /** Upper case becomes lower case; what is there twice counts once. */
  tags?: string[] | undefined
  /** CONFLICT if the post has been edited since it had this one. */
  expectedRevision?: number | undefined
}

export interface PostsEditOutput {
  id: number
  revision: number
  status: 'visible' | 'held' | 'hidden' | 'deleted'
  /**
   * Why it is held: a word of the list, a link from a new account, or many texts within a
   * minute. Null: it is not, or was before.
   */
  heldFor: 'words' | 'links' | 'rate' | null
  /** For `feed.list({ after })`, which then shows this. Null: nothing has changed. */
  position: string | null
}

export interface PostsRemoveInput {
  /** 1 to 2147483647. */
  postId: number
}

export interface PostsRemoveOutput {
  removed: true
  /** For `feed.list({ after })`, which then shows this. Null: nothing has changed. */
  position: string | null
}

export interface PostsReportInput {
  /** 1 to 2147483647. */
  postId: number
  /** Default: `"other"`. */
  reason?: 'spam' | 'abuse' | 'off-topic' | 'illegal' | 'private-data' | 'other' | undefined
  /** In own words, for the moderator. */
  note?: string | undefined
}

export interface PostsReportOutput {
  reported: true
  /** False when you had reported it before. */
  isNew: boolean
}

export interface VotesSetInput {
  subject: {
    kind: 'review' | 'question' | 'answer' | 'post' | 'comment'
    /** 1 to 2147483647. */
    id: number
  }
  /**
   * 1 for it, -1 against it, 0 takes the vote back. Setting the same value again changes
   * nothing.
   */
  value: -1 | 0 | 1
}

export interface VotesSetOutput {
  /** Votes for it by now. */
  for: number
  /** Votes against it by now. */
  against: number
  /** Yours. */
  value: -1 | 0 | 1
}

export interface ReactionsSetInput {
  subject: {
    kind: 'post'
    /** 1 to 2147483647. */
    id: number
  }
  emoji: '👍' | '🔥' | '😂' | '😮' | '😢' | '😡' | '🎉' | '💯' | '💜' | '👀'
  /** False takes it back. The same again changes nothing. Default: `true`. */
  on?: boolean | undefined
}

export interface ReactionsSetOutput {
  /** The most frequent first. */
  reactions: ReactionCount[]
  /** Your own. */
  mine: string[]
}

export interface CommentsCreateInput {
  subject:
    | {
        kind: 'post'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'product'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'review'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'match'
        /** A UUID. */
        id: string
      }
    | {
        kind: 'player'
        /** A puuid, or `name#tag`. */
        id: string
      }
    | {
        kind: 'agent'
        /** Agent uuid or name. */
        id: string
      }
  /** The comment that it answers, under the same subject. 1 to 2147483647. */
  parentId?: number | undefined
  body: string
}

export interface CommentsCreateOutput {
  id: number
  /** `held`: waits for a moderator, not shown yet. */
  status: 'visible' | 'held'
  /**
   * Why it is held: a word of the list, a link from a new account, or many texts within a
   * minute. Null: it is not, or was before.
   */
  heldFor: 'words' | 'links' | 'rate' | null
}

export interface CommentsEditInput {
  /** 1 to 2147483647. */
  commentId: number
  body: string
}

export interface CommentsEditOutput {
  id: number
  revision: number
  status: 'visible' | 'held' | 'hidden' | 'deleted'
  /**
   * Why it is held: a word of the list, a link from a new account, or many texts within a
   * minute. Null: it is not, or was before.
   */
  heldFor: 'words' | 'links' | 'rate' | null
}

export interface CommentsRemoveInput {
  /** 1 to 2147483647. */
  commentId: number
}

export interface CommentsRemoveOutput {
  removed: true
}

export interface CommentsVoteInput {
  /** 1 to 2147483647. */
  commentId: number
  /** 1: like, -1: dislike, 0 takes it back. Setting the same value again changes nothing. */
  value: -1 | 0 | 1
}

export interface CommentsVoteOutput {
  likes: number
  dislikes: number
  score: number
  myVote: -1 | 0 | 1
}

export interface CommentsReportInput {
  /** 1 to 2147483647. */
  commentId: number
  /** Default: `"other"`. */
  reason?: 'spam' | 'abuse' | 'off-topic' | 'illegal' | 'private-data' | 'other' | undefined
  /** In own words, for the moderator. */
  note?: string | undefined
}

export interface CommentsReportOutput {
  reported: true
  /** False when you had reported it before. */
  isNew: boolean
}

export interface CommentsListInput {
  subject:
    | {
        kind: 'post'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'product'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'review'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'match'
        /** A UUID. */
        id: string
      }
    | {
        kind: 'player'
        /** A puuid, or `name#tag`. */
        id: string
      }
    | {
        kind: 'agent'
        /** Agent uuid or name. */
        id: string
      }
  /** The replies to this comment; left out: what begins threads. 1 to 2147483647. */
  parentId?: number | undefined
  /**
   * top: by score, the newer first among equals; who is voted past a cursor meanwhile may be
   * listed twice or not at all. Default: `"new"`.
   */
  sort?: 'new' | 'old' | 'top' | undefined
  /** How many replies each comment brings along. 0 to 5. Default: `0`. */
  withReplies?: number | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface ListedComment {
  id: number
  /** What it answers. Null: the subject itself. */
  parentId: number | null
  /** 1: directly under the subject; 8 is the last level. */
  depth: number
  /** As it was written; null if `deleted`. */
  body: string | null
  /** Null if `deleted`, or when the account is gone. */
  author: AccountRef | null
  /**
   * Its author took it back, or a moderator keeps it from view: it only holds its replies
   * together.
   */
  deleted: boolean
  likes: number
  dislikes: number
  /** Likes less dislikes. */
  score: number
  /** Null: nobody is signed in. */
  myVote: -1 | 0 | 1 | null
  /** How many there are, one level down. */
  replies: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  editedAt: string | null
  /** In the order of the list. */
  firstReplies: Comment[]
}

export interface Comment {
  id: number
  /** What it answers. Null: the subject itself. */
  parentId: number | null
  /** 1: directly under the subject; 8 is the last level. */
  depth: number
  /** As it was written; null if `deleted`. */
  body: string | null
  /** Null if `deleted`, or when the account is gone. */
  author: AccountRef | null
  /**
   * Its author took it back, or a moderator keeps it from view: it only holds its replies
   * together.
   */
  deleted: boolean
  likes: number
  dislikes: number
  /** Likes less dislikes. */
  score: number
  /** Null: nobody is signed in. */
  myVote: -1 | 0 | 1 | null
  /** How many there are, one level down. */
  replies: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  editedAt: string | null
}

/** With long texts a page may be short and still have a cursor. */
export interface CommentsListOutput {
  items: ListedComment[]
  nextCursor: string | null
  /** Visible comments on the subject, of every depth. */
  total: number
}

export interface CommentsGetInput {
  /** 1 to 2147483647. */
  commentId: number
}

export interface CommentsGetOutput {
  comment: Comment
  subject: TypedSubject
  /** From the beginning of the thread to what it answers. */
  ancestors: Comment[]
}

export interface CommentsByAuthorInput {
  /** 1 to 2147483647. */
  accountId: number
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface AuthoredComment {
  id: number
  /** What it answers. Null: the subject itself. */
  parentId: number | null
  /** 1: directly under the subject; 8 is the last level. */
  depth: number
  /** As it was written; null if `deleted`. */
  body: string | null
  /** Null if `deleted`, or when the account is gone. */
  author: AccountRef | null
  /**
   * Its author took it back, or a moderator keeps it from view: it only holds its replies
   * together.
   */
  deleted: boolean
  likes: number
  dislikes: number
  /** Likes less dislikes. */
  score: number
  /** Null: nobody is signed in. */
  myVote: -1 | 0 | 1 | null
  /** How many there are, one level down. */
  replies: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  editedAt: string | null
  subject: TypedSubject
  status: 'visible' | 'held' | 'hidden' | 'deleted'
}

export interface CommentsRevisionsInput {
  /** 1 to 2147483647. */
  commentId: number
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface CommentRevision {
  revision: number
  body: string
  /** ISO 8601, UTC. */
  replacedAt: string
}

export interface ModerationQueueInput {
  kind?: 'review' | 'question' | 'answer' | 'post' | 'comment' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface ModerationCase {
  subject: ModeratedSubject
  /**
   * `words`: it has a word of the list in it; `links`: it has a link, and its author is new or
   * a guest; `rate`: its author has written many within a minute.
   */
  cause: 'reports' | 'moderator' | 'words' | 'links' | 'rate'
  /** ISO 8601, UTC. */
  openedAt: string
  /** Since it was opened. */
  reports: number
  /** All reports of the subject there ever were, the most frequent reason first. */
  reasons: {
    reason: 'spam' | 'abuse' | 'off-topic' | 'illegal' | 'private-data' | 'other'
    count: number
  }[]
  /** Of the latest five reports that have one. */
  notes: string[]
  /** Null when it is gone together with its product or its author. */
  text: {
    /** Null: not about a product. */
    productId: number | null
    status: 'visible' | 'held' | 'hidden' | 'deleted' | 'shadowed'
    author: string
    accountId: number | null
    text: string
    /** ISO 8601, UTC. */
    createdAt: string
  } | null
}

export interface ModeratedSubject {
  kind: 'review' | 'question' | 'answer' | 'post' | 'comment'
  id: number
}

export interface ModerationActInput {
  subject: {
    kind: 'review' | 'question' | 'answer' | 'post' | 'comment'
    /** 1 to 2147483647. */
    id: number
  }
  /**
   * restore: also what to do with reports of something that may stay. What its author has
   * taken back can only be deleted.
   */
  action: 'hold' | 'hide' | 'restore' | 'delete'
  /** In own words: the author and other moderators can read it. */
  reason: string
}

export interface ModerationActOutput {
  /** For `moderation.undo`. */
  actionId: number
  before: 'visible' | 'held' | 'hidden' | 'deleted' | 'shadowed'
  after: 'visible' | 'held' | 'hidden' | 'deleted' | 'shadowed'
}

export interface ModerationUndoInput {
  /** 1 to 2147483647. */
  actionId: number
  /** In own words: the author and other moderators can read it. */
  reason?: string | undefined
}

export interface ModerationUndoOutput {
  /** For `moderation.undo`. */
  actionId: number
  before: 'visible' | 'held' | 'hidden' | 'deleted' | 'shadowed'
  after: 'visible' | 'held' | 'hidden' | 'deleted' | 'shadowed'
}

export interface ModerationLogInput {
  /** Of everything if left out. */
  subject?:
    | {
        kind: 'review' | 'question' | 'answer' | 'post' | 'comment'
        /** 1 to 2147483647. */
        id: number
      }
    | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface ModerationAction {
  id: number
  subject: ModeratedSubject
  /** shadow: its author is shadow-banned. */
  action: 'hold' | 'hide' | 'restore' | 'delete' | 'shadow'
  before: 'visible' | 'held' | 'hidden' | 'deleted' | 'shadowed'
  after: 'visible' | 'held' | 'hidden' | 'deleted' | 'shadowed'
  reason: string
  /** As account:1, key:0123 or system:auto. */
  actor: string
  /** Its author took it back, which nobody else can undo. */
  byAuthor: boolean
  /** The action that this one took back. */
  undoes: number | null
  /** ISO 8601, UTC. */
  actedAt: string
}

export interface ModerationWordsInput {
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export type ModerationWordsItem = string

export interface ModerationAddWordInput {
  /** A word or several; found where it stands as a whole. */
  word: string
}

export interface ModerationAddWordOutput {
  /** As it is compared. */
  word: string
}

export interface ModerationRemoveWordInput {
  /** A word or several; found where it stands as a whole. */
  word: string
}

export interface ModerationRemoveWordOutput {
  /** As it is compared. */
  word: string
}

export interface ModerationSanctionInput {
  /** 1 to 2147483647. */
  accountId: number
  /**
   * mute: writes nothing; ban: does not sign in, and is signed out now; shadow-ban: nobody
   * else sees what it writes from now on, and it is not told.
   */
  kind: 'warn' | 'mute' | 'ban' | 'shadow-ban'
  /** Of a mute or a ban; left out: for good. ISO 8601, UTC. */
  until?: string | undefined
  /** In own words: the author and other moderators can read it. */
  reason: string
}

export interface Standing {
  muted: boolean
  /** Null: not, or for good. ISO 8601, UTC. */
  mutedUntil: string | null
  banned: boolean
  /** Null: not, or for good. ISO 8601, UTC. */
  bannedUntil: string | null
  shadowBanned: boolean
}

export interface ModerationSanctionOutput {
  sanctionId: number
  standing: Standing
}

export interface ModerationLiftInput {
  /** 1 to 2147483647. */
  sanctionId: number
  /** In own words: the author and other moderators can read it. */
  reason?: string | undefined
}

export interface ModerationLiftOutput {
  sanctionId: number
  standing: Standing
}

export interface ModerationSanctionsInput {
  /** 1 to 2147483647. */
  accountId: number
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface Sanction {
  /** For `moderation.lift`. */
  id: number
  accountId: number
  kind: 'warn' | 'mute' | 'ban' | 'shadow-ban'
  /** Null: for good, or nothing that lasts. ISO 8601, UTC. */
  until: string | null
  reason: string
  /** As account:1, key:0123 or system:cli. */
  by: string
  /** ISO 8601, UTC. */
  at: string
  /** Who ended it before its time. */
  lifted: {
    by: string
    /** ISO 8601, UTC. */
    at: string
    reason: string
  } | null
}

/** Latest first. */
export interface ModerationSanctionsOutput {
  items: Sanction[]
  nextCursor: string | null
  standing: Standing
}

export interface FollowsSetInput {
  target:
    | {
        kind: 'account'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'product'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'tag'
        id: string
      }
  /** Default: `true`. */
  on?: boolean | undefined
}

export interface FollowsSetOutput {
  following: boolean
}

export interface FollowsListInput {
  kind?: 'account' | 'tag' | 'product' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export type Follow =
  | {
      kind: 'account'
      account: AccountRef
      /** ISO 8601, UTC. */
      followedAt: string
    }
  | {
      kind: 'product'
      product: {
        id: number
        name: string
        slug: string
      }
      /** ISO 8601, UTC. */
      followedAt: string
    }
  | {
      kind: 'tag'
      tag: string
      /** ISO 8601, UTC. */
      followedAt: string
    }

export interface FollowsFollowersInput {
  target:
    | {
        kind: 'account'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'product'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'tag'
        id: string
      }
}

export interface FollowsFollowersOutput {
  followers: number
  /** There are more than 10000. */
  more: boolean
}

export interface BlocksSetInput {
  /** 1 to 2147483647. */
  accountId: number
  /**
   * block: neither of you answers or follows the other; mute: you see nothing of theirs, and
   * they do not learn of it.
   */
  kind: 'block' | 'mute'
  /** Default: `true`. */
  on?: boolean | undefined
}

export interface BlocksSetOutput {
  on: boolean
}

export interface BlocksListInput {
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface Block {
  account: AccountRef
  /**
   * block: neither of you answers or follows the other; mute: you see nothing of theirs, and
   * they do not learn of it.
   */
  kind: 'block' | 'mute'
  /** ISO 8601, UTC. */
  since: string
}

export interface NotificationsListInput {
  /** Only those that are not read. */
  unread?: true | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export type Notification =
  | {
      kind: 'moderation'
      /** The larger, the newer. It changes when more of the same comes in. */
      id: number
      /** The text of yours that this is about. Null: your account. */
      subject: {
        kind: 'review' | 'question' | 'answer' | 'post' | 'comment'
        id: number
      } | null
      /** Who did it last. Null: moderation, or the account is gone. */
      actor: AccountRef | null
      /** How often it happened since you last read of it. */
      count: number
      /** ISO 8601, UTC. */
      notifiedAt: string
      /** ISO 8601, UTC. */
      readAt: string | null
      detail: {
        /** Of your text now: `held` waits for a moderator. */
        status: 'visible' | 'held' | 'hidden' | 'deleted'
        /** Who did it: a moderator, or many reports. */
        cause: 'moderator' | 'reports'
        reason: string
      }
    }
  | {
      kind: 'sanction'
      /** The larger, the newer. It changes when more of the same comes in. */
      id: number
      /** The text of yours that this is about. Null: your account. */
      subject: {
        kind: 'review' | 'question' | 'answer' | 'post' | 'comment'
        id: number
      } | null
      /** Who did it last. Null: moderation, or the account is gone. */
      actor: AccountRef | null
      /** How often it happened since you last read of it. */
      count: number
      /** ISO 8601, UTC. */
      notifiedAt: string
      /** ISO 8601, UTC. */
      readAt: string | null
      detail: {
        sanctionId: number
        sanction: 'warn' | 'mute' | 'ban'
        /** Null: for good, or nothing that lasts. ISO 8601, UTC. */
        until: string | null
        /** It is over before its time. */
        lifted: boolean
        reason: string
      }
    }
  | {
      kind: 'reply'
      /** The larger, the newer. It changes when more of the same comes in. */
      id: number
      /** The text of yours that this is about. Null: your account. */
      subject: {
        kind: 'review' | 'question' | 'answer' | 'post' | 'comment'
        id: number
      } | null
      /** Who did it last. Null: moderation, or the account is gone. */
      actor: AccountRef | null
      /** How often it happened since you last read of it. */
      count: number
      /** ISO 8601, UTC. */
      notifiedAt: string
      /** ISO 8601, UTC. */
      readAt: string | null
      detail: {
        /** The latest. */
        commentId: number
      }
    }
  | {
      kind: 'answer'
      /** The larger, the newer. It changes when more of the same comes in. */
      id: number
      /** The text of yours that this is about. Null: your account. */
      subject: {
        kind: 'review' | 'question' | 'answer' | 'post' | 'comment'
        id: number
      } | null
      /** Who did it last. Null: moderation, or the account is gone. */
      actor: AccountRef | null
      /** How often it happened since you last read of it. */
      count: number
      /** ISO 8601, UTC. */
      notifiedAt: string
      /** ISO 8601, UTC. */
      readAt: string | null
      detail: {
        /** The latest. */
        answerId: number
      }
    }
  | {
      kind: 'follow'
      /** The larger, the newer. It changes when more of the same comes in. */
      id: number
      /** The text of yours that this is about. Null: your account. */
      subject: {
        kind: 'review' | 'question' | 'answer' | 'post' | 'comment'
        id: number
      } | null
      /** Who did it last. Null: moderation, or the account is gone. */
      actor: AccountRef | null
      /** How often it happened since you last read of it. */
      count: number
      /** ISO 8601, UTC. */
      notifiedAt: string
      /** ISO 8601, UTC. */
      readAt: string | null
      detail: Record<string, never>
    }

export interface NotificationsUnreadOutput {
  unread: number
  /** There are more than 100. */
  more: boolean
}

export interface NotificationsMarkReadInput {
  ids?: number[] | undefined
  /** This one and all that are older. */
  upTo?: number | undefined
}

export interface NotificationsMarkReadOutput {
  /** How many were not read before. */
  marked: number
}

export interface LiveEventsInput {
  /** `notifications`: what you are told, guests included. */
  channels: 'notifications'[]
  /** The last event that you have got: the stream goes on after it. */
  lastEventId?: string | undefined
}

export type LiveEvent =
  | {
      type: 'start'
    }
  | {
      type: 'resync'
    }
  | {
      type: 'notification'
      channel: 'notifications'
      /** What you have not read now. */
      unread: {
        unread: number
        /** There are more than 100. */
        more: boolean
      }
      notification: Notification
    }
  | {
      type: 'unread'
      channel: 'notifications'
      /** What you have not read now. */
      unread: {
        unread: number
        /** There are more than 100. */
        more: boolean
      }
    }

export interface FeedListInput {
  /**
   * top: by score; hot: by score and age. Their pages are of one moment, that of the first
   * page, and can be turned for 15 minutes. Default: `"new"`.
   */
  sort?: 'new' | 'top' | 'hot' | undefined
  /** Posts of one account. 1 to 2147483647. */
  author?: number | undefined
  /** Posts with a tag. */
  tag?: string | undefined
  /** Posts about something. */
  subject?:
    | {
        kind: 'product'
        /** 1 to 2147483647. */
        id: number
      }
    | {
        kind: 'match'
        /** A UUID. */
        id: string
      }
    | {
        kind: 'agent'
        /** Agent uuid or name. */
        id: string
      }
    | undefined
  /**
   * Position that a write answered with: the list shows that write. Leave it out after a
   * minute.
   */
  after?: string | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface PostCard {
  id: number
  title: string
  /** In the order of the alphabet. */
  tags: string[]
  author: AccountRef
  /** What it is about. */
  subject: TypedSubject | null
  likes: number
  dislikes: number
  /** Likes less dislikes. */
  score: number
  /** Visible ones, of every depth. */
  comments: number
  /** ISO 8601, UTC. */
  createdAt: string
  /** ISO 8601, UTC. */
  editedAt: string | null
  /** The first 280 characters, Markdown as it was written. */
  excerpt: string
}

export interface FeedFollowedInput {
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface FeedMineInput {
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface Cart {
  /** In the order in which they were added. */
  lines: CartLine[]
  /** Units of all lines. */
  units: number
  /** By currency, of all lines that have a price and are not gone. */
  subtotals: Money[]
}

export interface CartLine {
  product: ProductCard
  sku: {
    id: number
    size: string | null
    style: {
      id: number
      name: string
    }
  } | null
  quantity: number
  /** Of one unit, now; null: it has no price. */
  price: Price | null
  /** Of the line, in minor units of its price. */
  total: number | null
  /** How many there are; null: not counted. */
  available: number | null
  /**
   * short: fewer are left than are in the cart; incomplete: a size has to be chosen; gone: the
   * product is not sold any more.
   */
  state: 'ready' | 'short' | 'incomplete' | 'gone'
  /** ISO 8601, UTC. */
  addedAt: string
}

export interface Money {
  /** Minor units. */
  amount: number
  /** ISO 4217. */
  currency: string
}

export interface CartAddInput {
  /** 1 to 2147483647. */
  productId: number
  /**
   * Which size of which style. A product that has them needs one, another takes none. 1 to
   * 2147483647.
   */
  skuId?: number | undefined
  /** Added to what the line holds. 1 to 999. Default: `1`. */
  quantity?: number | undefined
}

export interface CartSetInput {
  /** 1 to 2147483647. */
  productId: number
  /**
   * Which size of which style. A product that has them needs one, another takes none. 1 to
   * 2147483647.
   */
  skuId?: number | undefined
  /** What the line holds afterwards. 1 to 999. */
  quantity: number
}

export interface CartRemoveInput {
  /** 1 to 2147483647. */
  productId: number
  /**
   * Which size of which style. A product that has them needs one, another takes none. 1 to
   * 2147483647.
   */
  skuId?: number | undefined
}

export interface CartMergeInput {
  /** Of the guest whose cart and wishlist move here. */
  guestToken: string
}

export interface CartMergeOutput {
  cart: Cart
  /** Lines that found no room: a cart is never larger than allowed. */
  leftOut: number
}

export interface WishlistGetInput {
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface WishlistItem {
  product: ProductCard
  /** ISO 8601, UTC. */
  addedAt: string
}

export interface WishlistHasInput {
  productIds: number[]
}

export interface WishlistHasOutput {
  /** Those of the products that are on the wishlist. */
  productIds: number[]
}

export interface WishlistAddInput {
  /** 1 to 2147483647. */
  productId: number
}

export interface WishlistAddOutput {
  productId: number
  wished: boolean
}

export interface WishlistRemoveInput {
  /** 1 to 2147483647. */
  productId: number
}

export interface WishlistRemoveOutput {
  productId: number
  wished: boolean
}

export interface ImportsStartInput {
  /** Of a file in the folder for imports, e.g. one that was sent to `POST /imports/:name`. */
  file: string
  kind: 'products' | 'reviews' | 'questions' | 'games'
  /** Only counts what would become of each row. Default: `false`. */
  dryRun?: boolean | undefined
}

export interface ImportRun {
  id: number
  dataset:
    | 'product'
    | 'features'
    | 'styles'
    | 'photos'
    | 'skus'
    | 'related'
    | 'cart'
    | 'reviews'
    | 'reviews_photos'
    | 'characteristics'
    | 'characteristic_reviews'
    | 'questions'
    | 'answers'
    | 'answers_photos'
    | 'store'
    | 'steam'
    | 'wikipedia'
  file: string
  state: 'queued' | 'running' | 'stopped' | 'failed' | 'done'
  dryRun: boolean
  /** inserted + updated + unchanged + quarantined. */
  rowsRead: number
  inserted: number
  updated: number
  unchanged: number
  quarantined: number
  /** Of those taken: rows with a value that is not as the file says, to fit the others. */
  adjusted: number
  /** Quarantined rows by code. */
  codes: Record<string, number>
  /** Of the file as it is stored; null: not known. */
  bytesTotal: number | null
  bytesRead: number
  error: string | null
  /** ISO 8601, UTC. */
  startedAt: string
  /** ISO 8601, UTC. */
  updatedAt: string
  /** ISO 8601, UTC. */
  finishedAt: string | null
}

export interface ImportsStartOutput {
  /** Queued, or the same import where it was interrupted. */
  run: ImportRun
}

export interface ImportsGetInput {
  /** 1 to 2147483647. */
  id: number
}

export interface ImportsListInput {
  dataset?:
    | 'product'
    | 'features'
    | 'styles'
    | 'photos'
    | 'skus'
    | 'related'
    | 'cart'
    | 'reviews'
    | 'reviews_photos'
    | 'characteristics'
    | 'characteristic_reviews'
    | 'questions'
    | 'answers'
    | 'answers_photos'
    | 'store'
    | 'steam'
    | 'wikipedia'
    | undefined
  state?: 'queued' | 'running' | 'stopped' | 'failed' | 'done' | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface ImportsRejectsInput {
  /** 1 to 2147483647. */
  id: number
  code?:
    | 'BROKEN_QUOTES'
    | 'WRONG_COLUMNS'
    | 'INVALID_JSON'
    | 'TOO_LONG'
    | 'INVALID_VALUE'
    | 'DUPLICATE_ID'
    | 'DUPLICATE'
    | 'UNKNOWN_PARENT'
    | 'SELF_LINK'
    | 'ID_TAKEN'
    | 'REFUSED'
    | undefined
  /** 1 to 100. Default: `20`. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface ImportReject {
  /** From 1, the header and blank lines not counted. */
  row: number
  /** Where it begins in the file, from 1. */
  line: number
  column: string | null
  code:
    | 'BROKEN_QUOTES'
    | 'WRONG_COLUMNS'
    | 'INVALID_JSON'
    | 'TOO_LONG'
    | 'INVALID_VALUE'
    | 'DUPLICATE_ID'
    | 'DUPLICATE'
    | 'UNKNOWN_PARENT'
    | 'SELF_LINK'
    | 'ID_TAKEN'
    | 'REFUSED'
  /** What was expected. */
  detail: string | null
  /** As it stands in the file; of a long one the beginning. */
  original: string
}

export interface CrawlerStatus {
  regions: CrawlerRegion[]
}

export interface CrawlerRegion {
  region: string
  /** Whether it was started. */
  enabled: boolean
  /** A worker had it in its configuration within the last minute. */
  configured: boolean
  /** Rate limits, the roll-up backlog, or too many documents in quarantine. */
  waitsFor: 'limits' | 'rollup' | 'quarantine' | null
  /** ISO 8601, UTC. */
  resumeAt: string | null
  breaker: {
    state: 'closed' | 'open' | 'half-open'
    /** Failed calls in a row. */
    failures: number
    /** ISO 8601, UTC. */
    openUntil: string | null
  }
  calls: {
    total: number
    /** Answered 429. */
    throttled: number
    failed: number
    /** ISO 8601, UTC. */
    lastAt: string | null
    lastError: string | null
    /** ISO 8601, UTC. */
    lastErrorAt: string | null
  }
  /** Pending ones now, the others so far. */
  matches: {
    pending: number
    fetched: number
    gone: number
    failed: number
  }
  /** Players whose match lists are walked. */
  players: number
}

export interface CrawlerStartInput {
  regions?: string[] | undefined
}

export interface CrawlerStartOutput {
  regions: string[]
}

export interface CrawlerStopInput {
  regions?: string[] | undefined
}

export interface CrawlerStopOutput {
  regions: string[]
}

export interface RebuildStartInput {
  /** One patch, e.g. `11.8`; sums that are not by patch (per day, per player) stay as they are. */
  patch?: string | undefined
}

export interface RollupBuild {
  id: number
  purpose: 'rebuild' | 'audit'
  patch: string | null
  state: 'running' | 'done' | 'cancelled'
  /** Pieces of work. When all are done, what was stored meanwhile is added. */
  shards: {
    done: number
    total: number
  }
  /** ISO 8601, UTC. */
  startedAt: string
  /** ISO 8601, UTC. */
  finishedAt: string | null
}

export interface AuditReport {
  build: number
  /** ISO 8601, UTC. */
  checkedAt: string
  differences: number
  tables: {
    table: string
    /** Rows, told apart by their key, that are not the same. */
    differing: number
    /** The first few. */
    examples: {
      key: Record<string, number | string>
      /** The sums that differ; null: there is no such row. */
      stored: Record<string, number | string> | null
      recounted: Record<string, number | string> | null
    }[]
  }[]
}

export interface RebuildStatusOutput {
  /** The one that runs, else the latest. */
  build: RollupBuild | null
  /** The latest report. */
  audit: AuditReport | null
}

export interface RebuildCancelOutput {
  /** Whether there was anything to cancel. */
  cancelled: boolean
}

export interface Health {
  ok: boolean
  version: string
  checks: {
    postgres: {
      ok: boolean
      latencyMs: number | null
      detail: string | null
    }
    redis: {
      ok: boolean
      latencyMs: number | null
      detail: string | null
    }
    migrations: {
      ok: boolean
      latencyMs: number | null
      detail: string | null
    }
  }
  backlog: {
    /** Events and jobs not yet handed to Redis. */
    outbox: number
    /** Stored matches not yet in the roll-ups. */
    rollup: number
    deadJobs: number
  }
}
