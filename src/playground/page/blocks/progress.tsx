import { type Fields, fieldsOf, listOf, textOf } from '../../slack/fields.ts';
import { Link, Plain } from '../text/text.tsx';
import { RichText } from './rich-text.tsx';
import { Words, wordsOf } from './words.tsx';

const levels: Readonly<Record<string, string>> = { info: 'ℹ', warning: '!', error: '✕', success: '✓' };

export function Alert({ block }: { readonly block: Fields }) {
  const level = textOf(block.level) || 'default';
  return (
    <div class={`alert alert-${level.replace(/[^a-z]/g, '')}`} role="note">
      <span class="alert-sign" aria-hidden="true">
        {levels[level] ?? '•'}
      </span>
      <div>
        <Words of={block.text} />
      </div>
    </div>
  );
}

export function Plan({ block }: { readonly block: Fields }) {
  const tasks = listOf(block.tasks).map(fieldsOf);
  const done = tasks.filter(task => task.status === 'complete').length;
  return (
    <section class="plan" aria-label={wordsOf(block.title)}>
      <header class="plan-head">
        <span class="plan-title">
          <Plain text={wordsOf(block.title)} />
        </span>
        <span class="plan-count">
          {done} of {tasks.length}
        </span>
        <progress class="plan-progress" max={Math.max(1, tasks.length)} value={done} />
      </header>
      {tasks.map((task, index) => (
        <TaskCard key={textOf(task.task_id) || index} block={task} />
      ))}
    </section>
  );
}

const statuses: Readonly<Record<string, string>> = {
  pending: 'Not started',
  in_progress: 'In progress',
  complete: 'Complete',
  error: 'Failed',
};

export function TaskCard({ block }: { readonly block: Fields }) {
  const status = Object.hasOwn(statuses, textOf(block.status)) ? textOf(block.status) : 'pending';
  return (
    <div class={`task task-${status}`} data-task-status={status}>
      <span class="task-sign" role="img" aria-label={statuses[status]} />
      <div class="task-body">
        <div class="task-title">
          <Plain text={wordsOf(block.title)} />
        </div>
        {[block.details, block.output].map(
          (part, index) =>
            part !== undefined && (
              <div class="task-part" key={index}>
                <RichText block={fieldsOf(part)} />
              </div>
            ),
        )}
        {listOf(block.sources)
          .map(fieldsOf)
          .map((source, index) => (
            <div class="task-part" key={index}>
              <Link url={textOf(source.url)}>{textOf(source.text) || textOf(source.url)}</Link>
            </div>
          ))}
      </div>
    </div>
  );
}
