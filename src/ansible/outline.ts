/** What a run would concern, as `ansible-playbook --list-hosts --list-tasks` prints it. */
export type Outline = {
  readonly hosts: readonly string[];
  readonly tasks: readonly { readonly name: string; readonly tags: readonly string[] }[];
};

const HOST = /^ {6}(\S+)$/;
const TASK = /^ {6}(\S.*?)\tTAGS: \[([^\]]*)\]/;
const TAGS = /^ *TASK TAGS: \[([^\]]*)\]/;

/** Hosts and tasks stand below their headings in every play, each indented by six. */
export function readOutline(text: string): Outline {
  const lines = text.split('\n');
  const hosts = lines.flatMap(line => HOST.exec(line)?.[1] ?? []);
  const tasks = lines.flatMap(line => {
    const [, name, tags] = TASK.exec(line) ?? [];
    return name === undefined ? [] : [{ name, tags: listOf(tags) }];
  });
  return { hosts: [...new Set(hosts)], tasks };
}

/** All tags of `ansible-playbook --list-tags`. */
export const readTags = (text: string): readonly string[] => [
  ...new Set(text.split('\n').flatMap(line => listOf(TAGS.exec(line)?.[1]))),
];

const listOf = (text = ''): readonly string[] =>
  text
    .split(',')
    .map(tag => tag.trim())
    .filter(tag => tag !== '');
