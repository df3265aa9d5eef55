import { Command } from 'commander'
import { httpUrl, wholeNumber } from '../arguments.ts'
import { demoNames } from '../demo/demo-community.ts'
import { demoKey } from '../demo/demo-key.ts'
import { demoPeople, passwordFile } from '../demo/demo-people.ts'
import { runDemo } from '../demo/run-demo.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

interface DemoCommandOptions {
  readonly url: string
  readonly count: number
}

export function demoCommand(): Command {
  return new Command('demo')
    .option('--url <url>', 'where the API listens', httpUrl, 'http://127.0.0.1:3000')
    .option('--count <number>', 'how many matches', wholeNumber(1), 300)
    .action(async ({ url, count }: DemoCommandOptions) => {
      const prepared = await withServices(async (ctx) => ({
        key: await demoKey(ctx),
        people: await demoPeople(ctx, demoNames()),
        passwordFile: passwordFile(ctx),
      }))
      print(await runDemo({ url, count, ...prepared }))
    })
}
