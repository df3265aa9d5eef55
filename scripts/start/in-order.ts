/**
 * Puts lines that come about in any order, each with its place from 0 on, into that order: a line is held
 * until all before it have been printed.
 */
export function inOrder(print: (line: string) => void): (place: number, line: string) => void {
  const held = new Map<number, string>()
  let due = 0
  return (place, line) => {
    held.set(place, line)
    for (let next = held.get(due); next !== undefined; next = held.get(due)) {
      print(next)
      due += 1
    }
  }
}
