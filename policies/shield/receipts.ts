import type { Receipt } from '../contract.ts';

/** An order that went out: its turn and place, and those the policy knows it by. */
export interface Sent {
  readonly turn: number;
  readonly index: number;
  /** -1 where the shield gave it, of which the policy knows nothing. */
  readonly ownTurn: number;
}

/** Orders older than this many have their receipts or never will. */
export const KEPT_ORDERS = 512;

/** Receipts as the policy knows its orders, and how many were for orders nobody gave. */
export function translateReceipts(
  receipts: readonly Receipt[],
  sent: readonly Sent[],
): { readonly receipts: readonly Receipt[]; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  const known = receipts.flatMap((receipt) => {
    const words = String(receipt.order).split('/');
    const [turn, index] = words.slice(-2).map(Number);
    const order = sent.find((one) => one.turn === turn && one.index === index);
    if (order === undefined || !(receipt.granted >= -1e15 && receipt.granted <= 1e15)) {
      unknown.push(String(receipt.order));
      return [];
    }
    if (order.ownTurn < 0) return [];
    if (order.ownTurn === turn) return [receipt];
    return [{ ...receipt, order: [...words.slice(0, -2), order.ownTurn, index].join('/') }];
  });
  return { receipts: known, unknown };
}
