/** What a button or a modal says it is about: an operation, and the content of the plan that was shown. */
export type Ticket = { readonly operation: string; readonly hash: string };

const OPERATION_ID = /^op-[0-9a-z]{10}$/;
const TICKET = /^(op-[0-9a-z]{10}):([0-9a-f]{12})$/;

export const isOperationId = (text: string): boolean => OPERATION_ID.test(text);

/** Reads `<operation id>:<first 12 hex digits of the plan's hash>`; null for anything else, however little it differs. */
export function readTicket(value: string): Ticket | null {
  const [, operation, hash] = TICKET.exec(value) ?? [];
  return operation === undefined || hash === undefined ? null : { operation, hash };
}
