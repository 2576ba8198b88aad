import type { Fields } from './fields.ts';

/** What a Web API method answers with `ok: false`; `details` go beside the code, as Slack's `response_metadata`. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: Fields;

  constructor(code: string, details: Fields = {}) {
    super(code);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
  }
}
