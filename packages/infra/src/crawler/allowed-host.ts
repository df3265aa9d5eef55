/**
 * Whether a URL leads to one of these hosts. An entry with a port is about that port only, one without
 * about the protocol's own; `*.example.com` is any subdomain, but not `example.com` itself.
 */
export function isAllowedHost(url: URL, hosts: readonly string[]): boolean {
  return hosts.some((entry) => {
    const isWildcard = entry.startsWith('*.')
    // `host` has no port when it is the protocol's own.
    return isWildcard ? url.host.endsWith(entry.slice(1)) : url.host === entry
  })
}
