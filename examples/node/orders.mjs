// Orders and what becomes of them. shop is {platform, store, now}.
import { wire } from './clock.mjs';
import { Failure, unless } from './errors.mjs';
import { parseFen, parsePrice, yuan } from './money.mjs';
import { CANCELLED, CLOSED, nextNumber, PAID, WAITING } from './store.mjs';

/** Stores a new order, before the platform hears of it: its notification may come before its answer (M-NTF-14). */
export async function place(shop, { no_order, amount, goods, remark = '', pay_type }) {
  const price = parsePrice(amount);
  if (!goods || no_order?.length > 32) throw new Failure('badInput', 'goods must be named, numbers have 32 characters at most');
  const date = wire(await shop.now());
  return shop.store.update((books) => {
    const no = no_order || nextNumber(books, date);
    if (books.orders.has(no)) throw new Failure('mismatch', `there is an order ${no}`);
    const empty = { status: WAITING, received: false, settleDate: '', deliveries: 0, refunded: 0, alarm: '' };
    books.orders.set(no, { no, date, amount: price, goods, remark, payType: pay_type, ...empty });
    return no;
  });
}

/**
 * Gets a way to pay an order, the first time and every time again: the link for the QR code. A lost answer, and what a refusal says
 * about the payment (2005, 2006, 2007, 2008), are not guessed at: the platform is asked how the order stands (M-RET-3, M-RET-5, M-RET-6).
 * If it still waits after a lost answer, the same request is sent once more (M-RET-4).
 */
export async function pay(shop, no) {
  for (let attempt = 0; attempt < 2; attempt++) {
    const order = payable(shop, no);
    const answer = await unless('lost', shop.platform.create(order));
    if (answer?.ret_code === '0000') return answer.payLoad;
    console.error(`order ${no}: ${answer?.ret_code ?? 'answer lost'}`);
    const result = await unless('lost', ask(shop, order));
    if (result === 'PROCESSING') throw new Failure('inProgress');
    payable(shop, no);
    if (answer) throw new Failure('refused', `${answer.ret_code} ${answer.ret_msg}`); // it waits and can be tried again (M-ORD-7)
  }
  throw new Failure('lost');
}

/** Returns an order that waits for its payment. */
function payable(shop, no) {
  const order = shop.store.books.orders.get(no);
  if (!order) throw new Failure('unknown', no);
  if (order.status === PAID) throw new Failure('paid');
  if (order.status !== WAITING) throw new Failure('over');
  return order;
}

/** Queries an order, books what comes of it and returns its result_pay; nothing when the platform knows no such order. */
async function ask(shop, order) {
  const answer = await shop.platform.query(order);
  if (answer.ret_code === '8901') return undefined;
  if (answer.ret_code !== '0000' || answer.no_order !== order.no) throw new Failure('lost', `${answer.ret_code} ${answer.ret_msg}`);
  book(shop, answer);
  return answer.result_pay;
}

/**
 * The one place where a payment is booked. Notification, return page and query all come here, in any number and at any time; whoever
 * comes second finds the order paid and changes nothing (M-NTF-5, M-NTF-6, M-NTF-20, M-SYN-3).
 */
export function book(shop, { no_order, dt_order, money_order, result_pay, settle_date }) {
  shop.store.update(({ orders }) => {
    const order = { ...orders.get(no_order) };
    if (!order.no || order.date.slice(0, 8) !== dt_order?.slice(0, 8)) { // M-NTF-10; number and date are the order's name
      throw new Failure('unknown', `order ${no_order} of ${dt_order}`);
    }
    if (parseFen(money_order) !== order.amount) { // M-NTF-7
      throw new Failure('mismatch', `order ${order.no} is over ${yuan(order.amount)}, this over ${money_order}`);
    }
    order.settleDate = settle_date || order.settleDate; // there is one once it is paid
    const open = [WAITING, CANCELLED].includes(order.status);
    if (result_pay === 'SUCCESS' && !order.received) { // no other word is paid: M-QRY-2, M-QRY-3
      order.received = true;
      if (order.status === WAITING) {
        order.status = PAID;
        order.deliveries++; // write the delivery into an outbox here, in the same transaction
      } else {
        order.alarm = `money came when the order was ${order.status}: refund it`; // M-NTF-21
      }
    } else if (result_pay === 'FAILURE' && open) { // its validity has run out: a failed attempt leaves the order WAITING
      order.status = CLOSED;
    } else if (result_pay === 'REFUND' && open) {
      order.status = CLOSED;
      order.alarm = 'it was paid and paid back without this shop';
    }
    orders.set(order.no, order);
  });
}

/** Ends an order on the shop's side. The platform cannot be told, and a payment may still come. */
export async function cancel(shop, no) {
  const result = await ask(shop, payable(shop, no));
  if (result === 'PROCESSING') throw new Failure('inProgress'); // M-RET-5, M-QRY-2
  shop.store.update(({ orders }) => {
    orders.set(no, { ...payable(shop, no), status: CANCELLED }); // unless it was paid meanwhile
  });
}

/** Asks for every order whose end is not known: all notifications of it may be lost (M-NTF-16). */
export async function pollOrders(shop) {
  for (const order of shop.store.books.orders.values()) {
    if (order.status !== CLOSED && !order.settleDate) await ask(shop, order).catch((error) => console.error(`poll: order ${order.no}: ${error.message}`));
  }
}
