/** Boards and their codes in `leaderboard_entry.board`. */
export const BOARDS = { rating: 0, acs: 1, winRate: 2 } as const
export type Board = keyof typeof BOARDS

export const BOARD_NAMES = ['rating', 'acs', 'winRate'] as const satisfies readonly Board[]

/**
 * Games a player needs for a place. A mean over a handful of games is luck; a rating says itself how much
 * of it is doubt, so that board needs no such bound.
 */
export const MIN_GAMES: Readonly<Record<Board, number>> = { rating: 1, acs: 10, winRate: 10 }

/** Stands for all acts, or all regions, where a board has a key of one; no dimension has it. */
export const ALL = -1

/** What boards are made together: those of one queue, in one act or in all. */
export interface BoardScope {
  readonly queue_key: number
  readonly act_key: number
}

/** One board. */
export interface BoardKey extends BoardScope {
  readonly region_key: number
  readonly board: Board
}
