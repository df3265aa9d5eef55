import { readFileSync, writeFileSync } from 'node:fs'
import { withConfiguration } from './configuration.ts'

const README = new URL('../../../README.md', import.meta.url)

writeFileSync(README, withConfiguration(readFileSync(README, 'utf8')))
