import { Failure } from './errors.mjs';
import { parseFen, yuan } from './money.mjs';
import { SUCCESS } from './store.mjs';

/**
 * Compares the books with the platform's file of a clearing date (yyyyMMdd): a sentence for each difference. The clearing date decides,
 * not the order's: an order of 23:59 that is paid at 00:01 belongs to the new day (M-REC-1).
 */
export async function reconcile(shop, date) {
  const differences = [];
  const theirs = new Map();
  for (const line of (await shop.platform.clearingFile(date)).split('\n')) {
    if (line === '' || line.startsWith('商户订单号,')) continue; // the first line is a title
    try {
      const [name, amount] = parseLine(line);
      if (theirs.has(name)) throw new Failure('mismatch', 'it is there twice');
      theirs.set(name, amount);
    } catch (error) {
      differences.push(`line ${line}: ${error.message}`);
    }
  }
  const { orders, refunds } = shop.store.books;
  const ours = new Map();
  for (const order of orders.values()) if (order.settleDate === date) ours.set(`payment ${order.no}`, order.amount);
  for (const r of refunds.values()) if (r.status === SUCCESS && r.settleDate === date) ours.set(`refund ${r.no}`, -r.amount);
  const written = (amount) => (amount === undefined ? 'nothing' : yuan(amount));
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const [here, there] = [ours.get(name), theirs.get(name)];
    if (here !== there) differences.push(`${name}: ${written(here)} here, ${written(there)} in the file`);
  }
  return differences;
}

/**
 * Reads a line of the file: no_order or no_refund, oid_partner, dt_order, busi_partner, oid_paybill, settle_date, money_order, flag,
 * status, dt_update, fee, product, method, info_order. The last one may hold commas (M-REC-4). Status 5 is a refund, whose amount is
 * negative (M-REC-2).
 */
function parseLine(line) {
  const columns = line.split(',');
  if (columns.length < 14) throw new Failure('badInput', `${columns.length} columns instead of 14`);
  return [`${columns[8] === '5' ? 'refund' : 'payment'} ${columns[0]}`, parseFen(columns[6])];
}
