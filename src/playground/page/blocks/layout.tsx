import { type Fields, fieldsOf, listOf, textOf } from '../../slack/fields.ts';
import { Plain } from '../text/text.tsx';
import { Element } from './element.tsx';
import { Picture } from './picture.tsx';
import { Words, wordsOf } from './words.tsx';

interface Props {
  readonly block: Fields;
}

export function Header({ block }: Props) {
  return (
    <h3 class="header">
      <Plain text={wordsOf(block.text)} />
    </h3>
  );
}

export function Section({ block }: Props) {
  const fields = listOf(block.fields);
  return (
    <div class="section">
      <div class="section-body">
        {block.text !== undefined && <Words of={block.text} />}
        {fields.length > 0 && (
          <div class="fields">
            {fields.map((field, index) => (
              <div class="field" key={index}>
                <Words of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory !== undefined && (
        <div class="accessory">
          <Element blockId={textOf(block.block_id)} element={fieldsOf(block.accessory)} />
        </div>
      )}
    </div>
  );
}

export function Context({ block }: Props) {
  return (
    <div class="context">
      {listOf(block.elements)
        .map(fieldsOf)
        .map((element, index) =>
          element.type === 'image' ? (
            <Picture key={index} image={element} kind="icon" />
          ) : (
            <span class="context-text" key={index}>
              <Words of={element} />
            </span>
          ),
        )}
    </div>
  );
}

export function Actions({ block }: Props) {
  return (
    <div class="actions">
      {listOf(block.elements)
        .map(fieldsOf)
        .map((element, index) => (
          <Element key={textOf(element.action_id) || index} blockId={textOf(block.block_id)} element={element} />
        ))}
    </div>
  );
}

export function ImageBlock({ block }: Props) {
  return (
    <figure class="picture">
      {block.title !== undefined && (
        <figcaption>
          <Words of={block.title} />
        </figcaption>
      )}
      <Picture image={block} kind="whole" />
    </figure>
  );
}
