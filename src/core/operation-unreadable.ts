/** Thrown for a stored operation that this version cannot read: written by a newer one, or changed by hand. */
export class OperationUnreadable extends Error {
  override readonly name = 'OperationUnreadable';
}
