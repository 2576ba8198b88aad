import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Choice, Place, Values } from '../../server/wire.ts';
import { type Fields, isFields, textOf } from '../../slack/fields.ts';
import { SurfaceContext } from '../blocks/surface.ts';
import { keyOf, valuesOf } from '../blocks/values.ts';
import { usePage } from '../state/page-context.ts';
import { Confirm } from './confirm.tsx';

interface Pending {
  readonly dialog: Fields;
  readonly go: () => void;
}

interface Props {
  readonly place: Place;
  readonly blocks: readonly unknown[];
  readonly errors?: Readonly<Record<string, string>>;
  /** Told of every change, for the form that the blocks stand in. */
  readonly onValues?: (values: Values) => void;
  readonly children: ComponentChildren;
}

/** Holds the fields' values, asks the confirm dialogs, and tells the app of actions. */
export function SurfaceOf({ place, blocks, errors, onValues, children }: Props) {
  const { me, send } = usePage();
  const [touched, setTouched] = useState<Values>({});
  const [pending, setPending] = useState<Pending | null>(null);
  const surface = useMemo(() => {
    const values = valuesOf(blocks, touched);
    return {
      place,
      values,
      errors: errors ?? {},
      set: (blockId: string, actionId: string, choice: Choice) => {
        setTouched(kept => ({ ...kept, [keyOf(blockId, actionId)]: choice }));
        onValues?.({ ...values, [keyOf(blockId, actionId)]: choice });
      },
      act: (blockId: string, element: Fields, choice?: Choice) => {
        const actionId = textOf(element.action_id);
        const current = choice === undefined ? values : { ...values, [keyOf(blockId, actionId)]: choice };
        const go = (): void => {
          setPending(null);
          void send('click', { as: me, place, blockId, actionId, choice: choice ?? null, values: current });
        };
        if (isFields(element.confirm)) setPending({ dialog: element.confirm, go });
        else go();
      },
    };
  }, [JSON.stringify(place), blocks, touched, errors, me]);
  return (
    <SurfaceContext.Provider value={surface}>
      {children}
      {pending && <Confirm dialog={pending.dialog} accept={pending.go} refuse={() => setPending(null)} />}
    </SurfaceContext.Provider>
  );
}
