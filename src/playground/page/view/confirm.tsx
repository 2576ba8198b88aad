import { useEffect, useRef } from 'preact/hooks';
import type { Fields } from '../../slack/fields.ts';
import { Words, wordsOf } from '../blocks/words.tsx';

interface Props {
  readonly dialog: Fields;
  readonly accept: () => void;
  readonly refuse: () => void;
}

/** A native modal dialog: it keeps the focus, Esc refuses, and the focus goes back to the button. */
export function Confirm({ dialog, accept, refuse }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog
      ref={element}
      class="dialog dialog-small"
      data-testid="confirm"
      aria-label={wordsOf(dialog.title)}
      onClose={refuse}
    >
      <h2>
        <Words of={dialog.title} />
      </h2>
      <div class="dialog-body">
        <Words of={dialog.text} />
      </div>
      <footer>
        <button type="button" class="button" data-testid="confirm-deny" onClick={() => element.current?.close()}>
          {wordsOf(dialog.deny) || 'Cancel'}
        </button>
        <button
          type="button"
          class={`button ${dialog.style === 'danger' ? 'button-danger' : 'button-primary'}`}
          data-testid="confirm-accept"
          onClick={accept}
        >
          {wordsOf(dialog.confirm) || 'Yes'}
        </button>
      </footer>
    </dialog>
  );
}
