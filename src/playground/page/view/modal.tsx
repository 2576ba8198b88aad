import { useEffect, useRef, useState } from 'preact/hooks';
import type { Values, View } from '../../server/wire.ts';
import { listOf } from '../../slack/fields.ts';
import { Blocks } from '../blocks/block.tsx';
import { valuesOf } from '../blocks/values.ts';
import { wordsOf } from '../blocks/words.tsx';
import { usePage } from '../state/page-context.ts';
import { SurfaceOf } from './surface.tsx';

/** The view on top of the acting person's stack. Esc closes it, as Slack's does. */
export function Modal({ view, depth }: { readonly view: View; readonly depth: number }) {
  const { me, send } = usePage();
  const element = useRef<HTMLDialogElement>(null);
  const blocks = listOf(view.content.blocks);
  const [values, setValues] = useState<Values | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    element.current?.showModal();
    const first = element.current?.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea)');
    first?.focus();
  }, []);
  const close = (): void => void send('close-view', { as: me, view: view.id });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    await send('submit', { as: me, view: view.id, values: valuesOf(blocks, values ?? {}) });
    setBusy(false);
  };
  const title = wordsOf(view.content.title);
  return (
    <dialog
      ref={element}
      class="dialog"
      data-testid="modal"
      aria-label={title}
      onCancel={event => {
        event.preventDefault();
        close();
      }}
    >
      <form noValidate onSubmit={submit}>
        <header>
          <h2>{title}</h2>
          {depth > 1 && <span class="muted">Step {depth}</span>}
          <button type="button" class="icon-button" aria-label="Close" data-testid="modal-close" onClick={close}>
            ✕
          </button>
        </header>
        <div class="dialog-body">
          {view.errors[''] !== undefined && (
            <div class="input-error" role="alert">
              {view.errors['']}
            </div>
          )}
          <SurfaceOf place={{ kind: 'view', id: view.id }} blocks={blocks} errors={view.errors} onValues={setValues}>
            <Blocks of={blocks} />
          </SurfaceOf>
        </div>
        <footer>
          <button type="button" class="button" onClick={close}>
            {wordsOf(view.content.close) || 'Cancel'}
          </button>
          {view.content.submit !== undefined && (
            <button type="submit" class="button button-primary" data-testid="modal-submit" disabled={isBusy}>
              {wordsOf(view.content.submit)}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}
