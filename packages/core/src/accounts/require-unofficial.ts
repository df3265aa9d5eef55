import { AppError } from '../errors.ts'
import { isOfficialName } from './name-key.ts'

/** Throws NAME_TAKEN for a name that reads as if the site itself spoke: those are for accounts that an operator makes. */
export function requireUnofficial(name: string): void {
  if (!isOfficialName(name)) return
  throw new AppError('NAME_TAKEN', {
    fields: [{ pointer: '/name', message: 'is for the people who run this site' }],
  })
}
