/** Somewhere between `least` and 1 of an amount, so that what began together does not go on together. */
export function jitter(amount: number, least: number): number {
  return amount * (least + (1 - least) * Math.random())
}
