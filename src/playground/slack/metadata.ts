import { type Fields, isFields } from './fields.ts';
import { limits } from './limits.ts';
import { SlackError } from './slack-error.ts';

/** The message metadata of a call, or none. Errors as chat.postMessage's: invalid_metadata_format, metadata_too_large. */
export function metadataOf(value: unknown): Fields | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (!isFields(value) || typeof value.event_type !== 'string' || !isFields(value.event_payload)) {
    throw new SlackError('invalid_metadata_format');
  }
  if (JSON.stringify(value).length > limits.metadata) throw new SlackError('metadata_too_large');
  return value;
}
