import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Choice, Place, Values } from '../../server/wire.ts';
import type { Fields } from '../../slack/fields.ts';

/** What a block stands on: a message, a modal or the home tab. */
export interface Surface {
  readonly place: Place;
  readonly values: Values;
  /** What the last submission was refused with, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  readonly set: (blockId: string, actionId: string, choice: Choice) => void;
  /** Tells the app of an action, after its confirm dialog where it has one. */
  readonly act: (blockId: string, element: Fields, choice?: Choice) => void;
}

export const SurfaceContext = createContext<Surface>({
  place: { kind: 'home' },
  values: {},
  errors: {},
  set: () => undefined,
  act: () => undefined,
});

export const useSurface = (): Surface => useContext(SurfaceContext);

export interface ElementProps {
  readonly blockId: string;
  readonly element: Fields;
  /** The id of the label that names it, inside an input block. */
  readonly labelledBy?: string;
  /** Inside an input block a change is only kept, unless the block says `dispatch_action`. */
  readonly isQuiet?: boolean;
}
