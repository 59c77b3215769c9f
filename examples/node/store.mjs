// The shop's orders and refunds, in a file. It stands for your database.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

// An order is {no, date, amount, goods, remark, payType, status, received, settleDate, deliveries, refunded, alarm}. Its number, its
// date (the dt_order of the first request) and its amount are its name at the platform and never change (M-RET-1, M-RET-2).
export const WAITING = 'WAITING';
export const PAID = 'PAID'; // and fulfilled
export const CLOSED = 'CLOSED'; // by the platform: it can no longer be paid
export const CANCELLED = 'CANCELLED'; // by the shop: it can still be paid, since the platform does not know

// A refund is {no, date, order, amount, status, settleDate}, under a number of its own that every repetition keeps (M-RFD-1).
export const REQUESTED = 'REQUESTED';
export const SUCCESS = 'SUCCESS';
export const FAILED = 'FAILED';

export class Store {
  broken = false; // for tests: nothing can be stored

  constructor(path) {
    this.path = path;
    const { numbers, orders, refunds } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { numbers: 0, orders: [], refunds: [] };
    const byNumber = (rows) => new Map(rows.map((row) => [row.no, row]));
    this.books = { numbers, orders: byNumber(orders), refunds: byNumber(refunds) };
  }

  /**
   * Makes a change and keeps it on disk, or does nothing and throws. The change waits for nothing (it is no async function), so that
   * nothing happens between its look and its act (M-NTF-6). It replaces rows and does not write into them.
   */
  update(change) {
    if (this.broken) throw new Error('the store is broken');
    const { numbers, orders, refunds } = this.books;
    const next = { numbers, orders: new Map(orders), refunds: new Map(refunds) };
    const result = change(next);
    save(this.path, JSON.stringify({ numbers: next.numbers, orders: [...next.orders.values()], refunds: [...next.refunds.values()] }));
    this.books = next;
    return result;
  }
}

/** Gives out a number that comes once, however many orders there are in a second (M-ORD-6). */
export const nextNumber = (books, date) => date + String(++books.numbers).padStart(6, '0');

/** Replaces the file at once: whoever reads it finds the old text or the new one, whole. */
function save(path, text) {
  withFile(`${path}.new`, 'w', (file) => writeFileSync(file, text));
  renameSync(`${path}.new`, path);
  withFile(dirname(path), 'r', () => {}); // its new name must be on disk too; Windows refuses this and does without
}

function withFile(path, flags, act) {
  const file = openSync(path, flags);
  try {
    act(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
