import { wire } from './clock.mjs';
import { Failure, unless } from './errors.mjs';
import { parseFen, parsePrice, yuan } from './money.mjs';
import { FAILED, nextNumber, REQUESTED, SUCCESS } from './store.mjs';

/** Stores a new refund under a number of its own: two equal ones are two refunds (M-RFD-4). send comes next. */
export async function startRefund(shop, orderNo, money) {
  const amount = parsePrice(money);
  const date = wire(await shop.now());
  return shop.store.update((books) => {
    const order = books.orders.get(orderNo);
    if (!order) throw new Failure('unknown', orderNo);
    let total = amount;
    for (const refund of books.refunds.values()) if (refund.order === orderNo && refund.status !== FAILED) total += refund.amount;
    if (!order.received || total > order.amount) throw new Failure('mismatch', 'more would go back than came');
    const no = `R${nextNumber(books, date)}`;
    books.refunds.set(no, { no, date, order: orderNo, amount, status: REQUESTED, settleDate: '' });
    return no;
  });
}

/** Refusals that say nothing about the refund itself, so that it is repeated. */
const later = ['1007', '5005', '9000', '9902', '9903', '9970', '9999'];

/**
 * Asks the platform for a refund, the first time and every time again, always with the same request (M-RFD-1). After a lost answer or a
 * refusal it asks what the platform knows of it; while it knows nothing the refund stays REQUESTED, and poll tries again.
 */
export async function sendRefund(shop, no) {
  const { orders, refunds } = shop.store.books;
  const refund = refunds.get(no);
  if (!refund) throw new Failure('unknown', no);
  if (refund.status !== REQUESTED) return;
  const answer = await unless('lost', shop.platform.refund(refund, orders.get(refund.order)));
  if (answer?.ret_code === '0000') return bookRefund(shop, answer);
  const known = await shop.platform.queryRefund(refund);
  if (known.ret_code === '0000') return bookRefund(shop, known);
  if (known.ret_code !== '8901' || !answer?.sign || later.includes(answer.ret_code)) throw new Failure('lost', answer?.ret_code);
  console.error(`refund ${no} is refused: ${answer.ret_code} ${answer.ret_msg}`);
  bookRefund(shop, { no_refund: no, money_refund: yuan(refund.amount), sta_refund: '3' });
}

/** The one place where a refund is booked: when it has succeeded, once (M-RFD-2, M-RFD-3). */
export function bookRefund(shop, { no_refund, money_refund, sta_refund, settle_date }) {
  shop.store.update(({ orders, refunds }) => {
    const refund = refunds.get(no_refund);
    if (!refund) throw new Failure('unknown', no_refund);
    if (parseFen(money_refund) !== refund.amount) throw new Failure('mismatch', `refund ${no_refund} over ${money_refund}`);
    if (refund.status === SUCCESS) return;
    if (sta_refund === '2') {
      const order = orders.get(refund.order);
      orders.set(order.no, { ...order, refunded: order.refunded + refund.amount });
      refunds.set(no_refund, { ...refund, status: SUCCESS, settleDate: settle_date ?? '' });
    } else if (sta_refund === '3') {
      refunds.set(no_refund, { ...refund, status: FAILED });
    }
  });
}

/** Looks after every refund whose end is not known. */
export async function pollRefunds(shop) {
  for (const refund of shop.store.books.refunds.values()) {
    if (refund.status === REQUESTED) await sendRefund(shop, refund.no).catch((error) => console.error(`poll: refund ${refund.no}: ${error.message}`));
  }
}
