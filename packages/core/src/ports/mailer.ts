export interface Mail {
  readonly to: string
  readonly subject: string
  /** Plain text. */
  readonly text: string
}

/** How mails leave the house. `send` rejects when it is not certain that the mail was taken. */
export interface Mailer {
  send(mail: Mail): Promise<void>
}
