/** sysexits.h: what a supervisor may conclude from the exit code. */
export const exitCodes = { stopped: 0, usage: 64, unavailable: 69, internal: 70, configuration: 78 } as const;

/** Ends the process with a text for people instead of a stack. */
export class Exit extends Error {
  override readonly name = 'Exit';
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.code = code;
  }
}
