export interface Mail {
  readonly to: string
  readonly subject: string
  /** Plain text. */
  readonly text: string
}

/** How mails leave the house. */
export interface Mailer {
  /** Rejects when it is not certain that the mail was taken. */
  send(mail: Mail): Promise<void>
  /** Nothing that was sent to this address is kept any longer. What has left the house is out of reach. */
  forget(address: string): Promise<void>
}
