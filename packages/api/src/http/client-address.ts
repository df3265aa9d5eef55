/**
 * The address to count a caller by. `trustedHops` is the number of proxies of ours in front: each
 * appends the address it saw to X-Forwarded-For, so the caller is that many entries from the right and
 * everything left of it is the caller's own claim.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
  trustedHops: number,
): string {
  if (trustedHops === 0 || forwardedFor === undefined) return normalise(remote ?? '')
  const hops = forwardedFor.split(',').map((hop) => withoutPort(hop.trim()))
  return normalise(hops.at(-trustedHops) ?? hops[0] ?? '')
}

/** Some proxies write `192.0.2.1:4711` or `[2001:db8::1]:4711`: with the port each connection would be a caller. */
function withoutPort(hop: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(hop)?.[1] ?? hop.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
}

/** IPv4 in IPv6 is IPv4; of IPv6 the /64 counts, because one subscriber has all of it. */
function normalise(address: string): string {
  if (address.toLowerCase().startsWith('::ffff:') && address.includes('.')) return address.slice(7)
  if (!address.includes(':')) return address === '' ? 'unknown' : address.slice(0, 45)
  return `${networkHalf(address.toLowerCase()).join(':')}::/64`
}

/** The first four groups, `::` written out and leading zeros dropped. */
function networkHalf(address: string): readonly string[] {
  const [head = '', tail] = address.split('::', 2)
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
}
