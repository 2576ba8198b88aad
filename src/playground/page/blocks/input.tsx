import { useId } from 'preact/hooks';
import { type Fields, fieldsOf, flagOf, textOf } from '../../slack/fields.ts';
import { Element } from './element.tsx';
import { useSurface } from './surface.ts';
import { Words } from './words.tsx';

export function InputBlock({ block }: { readonly block: Fields }) {
  const { errors } = useSurface();
  const id = useId();
  const blockId = textOf(block.block_id);
  const error = errors[blockId];
  return (
    <div class={error === undefined ? 'input' : 'input input-wrong'} data-block-id={blockId}>
      <div class="input-label" id={id}>
        <Words of={block.label} />
        {flagOf(block.optional) && <span class="muted"> (optional)</span>}
      </div>
      <Element
        blockId={blockId}
        element={fieldsOf(block.element)}
        labelledBy={id}
        isQuiet={!flagOf(block.dispatch_action)}
      />
      {error !== undefined && (
        <div class="input-error" role="alert" data-testid="input-error">
          {error}
        </div>
      )}
      {block.hint !== undefined && (
        <div class="input-hint">
          <Words of={block.hint} />
        </div>
      )}
    </div>
  );
}
