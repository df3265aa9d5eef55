import { Command } from 'commander'
import { httpUrl, wholeNumber } from '../arguments.ts'
import { demoKey } from '../demo/demo-key.ts'
import { runDemo } from '../demo/run-demo.ts'
import { print } from '../terminal.ts'
import { withServices } from '../with-services.ts'

interface DemoCommandOptions {
  readonly url: string
  readonly count: number
}

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'Load simulated matches and a small shop through the HTTP door; show the best agents per role and where the shop is.',
    )
    .option('--url <url>', 'where the API listens', httpUrl, 'http://127.0.0.1:3000')
    .option('--count <number>', 'how many matches', wholeNumber(1), 300)
    .action(async ({ url, count }: DemoCommandOptions) => {
      const key = await withServices(demoKey)
      print(await runDemo({ url, key, count }))
    })
}
