/** Works through the items in their order, so many at once. Rejects with the first failure, and begins nothing more. */
export async function inTurns<Item>(
  atOnce: number,
  items: Iterable<Item>,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const next = items[Symbol.iterator]()
  let failed = false
  const workOn = async () => {
    for (let turn = next.next(); !turn.done && !failed; turn = next.next()) {
      await work(turn.value).catch((error: unknown) => {
        failed = true
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, workOn))
}
