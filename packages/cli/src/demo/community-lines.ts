import { plural } from '../format.ts'
import type { CommunityContent } from './demo-community.ts'
import type { DemoPerson } from './demo-people.ts'

/** Where the community is looked at, and how one becomes a part of it, for people. */
export function communityLines(
  url: string,
  of: CommunityContent & { readonly people: readonly DemoPerson[]; readonly passwordFile: string },
): string {
  const { posts, people, passwordFile } = of
  const [first] = people
  if (first === undefined) throw new Error('the demo has no people')
  return [
    `${plural(posts, 'post')} of ${people.length} people with their threads, the hottest first:`,
    `  ${url}/trpc/feed.list?input=${encodeURIComponent(JSON.stringify({ sort: 'hot' }))}`,
    `Sign in as ${first.email} with the password in ${passwordFile}`,
  ].join('\n')
}
