import type { RoleBoard, RoleBoardCell, RoleBoardMap } from '@loadout/client'
import { count, percent } from '../format.ts'
import { type Column, table } from '../table.ts'

interface Line {
  readonly map: string
  readonly role: string
  readonly cell: RoleBoardCell
}

const ROLES = ['duelist', 'initiator', 'controller', 'sentinel'] as const

/** The best agent of each role, for all maps together and for the maps played most. */
export function roleBoardTable(board: RoleBoard, maps: number): string {
  const lines = board.maps.slice(0, maps + 1).flatMap(linesOf)
  const parts = [
    `Best agent of each role in ${count(board.matches)} competitive matches:`,
    table(lines, COLUMNS),
  ]
  if (lines.some(({ cell }) => cell.lowSample)) parts.push('* fewer than 30 games')
  return parts.join('\n')
}

function linesOf({ map, roles }: RoleBoardMap): readonly Line[] {
  return ROLES.flatMap((role) => {
    const [cell] = roles[role]
    return cell === undefined ? [] : [{ map: map?.name ?? 'all maps', role, cell }]
  })
}

const COLUMNS: readonly Column<Line>[] = [
  { title: 'map', value: ({ map }) => map },
  { title: 'role', value: ({ role }) => role },
  { title: 'agent', value: ({ cell }) => cell.agent.name },
  { title: 'games', value: ({ cell }) => count(cell.games), align: 'right' },
  { title: 'win rate', value: ({ cell }) => percent(cell.winRate.value), align: 'right' },
  {
    title: '95 % interval',
    value: ({ cell }) => `${percent(cell.winRate.lo)} to ${percent(cell.winRate.hi)}`,
    align: 'right',
  },
  { title: 'tier', value: ({ cell }) => `${cell.letter}${cell.lowSample ? ' *' : ''}` },
]
