import type { WebClient } from '@slack/web-api';
import type { Files, Log } from '../core/ports.ts';
import { messageOf } from './listen.ts';

/** Uploads by files.getUploadURLExternal and files.completeUploadExternal; needs the scope `files:write`. */
export const openFiles = ({ client, log }: { readonly client: WebClient; readonly log: Log }): Files => ({
  share: async ({ channel, thread, name, content }) => {
    const file = { filename: name, title: name, file: Buffer.from(content) };
    const place = { channel_id: channel };
    try {
      await client.files.uploadV2(thread === null ? { ...place, ...file } : { ...place, thread_ts: thread, ...file });
      return true;
    } catch (error) {
      log.warn({ channel, error: messageOf(error) }, 'Slack did not take a file');
      return false;
    }
  },
});
