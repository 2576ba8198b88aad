/** One fault of a payload: what, and where as a JSON pointer. */
export interface BlockFault {
  readonly message: string;
  readonly pointer: string;
}

export function faultsOfBlocks(_blocks: unknown, _surface: 'message' | 'modal' | 'home'): readonly BlockFault[] {
  return [];
}
export function faultsOfView(_view: unknown): readonly BlockFault[] {
  return [];
}
