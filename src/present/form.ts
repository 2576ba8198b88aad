import type { Document } from '../core/document.ts';

import { code, type MessageKey, say, type Text } from '../core/message.ts';
import { en } from '../core/text/en.ts';

/** `line` is what was typed, `usage` how all of it is typed. */
export type FormAbout = { readonly line: string; readonly usage: string; readonly cluster: string | null };

/** What stands above the questions. */
export const presentForm = (form: FormAbout): Document => [
  { type: 'paragraph', text: aboutOf(form) },
  { type: 'note', texts: [say('form.usage', { usage: code(`/etcd ${form.usage}`) }), say('form.next')] },
];

/** The same while it is being found out what can be chosen. */
export const presentLoading = (form: FormAbout): Document => [
  { type: 'paragraph', text: aboutOf(form) },
  { type: 'paragraph', text: say('form.loading') },
  { type: 'note', texts: [say('form.usage', { usage: code(`/etcd ${form.usage}`) })] },
];

const aboutOf = ({ line, cluster }: FormAbout): Text =>
  cluster === null
    ? say('form.about_all', { line: code(`/etcd ${line}`) })
    : say('form.about', { line: code(`/etcd ${line}`), cluster });

/** How an argument is asked for; one that has no words of its own by its name. */
export function questionOf(name: string): Text {
  const key = `form.arg.${name}`;
  return isMessageKey(key) && name !== 'other'
    ? { key, params: {} }
    : say('form.arg.other', { name: name.toUpperCase() });
}

const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key);
