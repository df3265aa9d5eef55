/**
 * The address as it is compared: in small letters. Nothing else is folded, as what a provider does with dots and
 * plus signs is its own affair. Letters of other scripts that look like Latin ones never come this far: the
 * contract takes ASCII addresses only, in which an international domain stands as `xn--...`.
 */
export function emailKey(email: string): string {
  return email.toLowerCase()
}
