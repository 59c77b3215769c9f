import { Failure, statusOf } from './errors.mjs';
import { book } from './orders.mjs';
import { bookRefund } from './refunds.mjs';
import { parseFields } from './sign.mjs';

/**
 * Takes a message that came from the platform, or says it does: who sent it is what the signature says and nothing else (M-NTF-2,
 * M-NTF-4).
 */
function receive(shop, fields) {
  shop.platform.authenticate(fields);
  if (fields.no_refund) return bookRefund(shop, fields); // whatever address it came to: a refund is no payment (M-NTF-19)
  if (fields.result_pay !== 'SUCCESS') throw new Failure('mismatch', `result_pay ${fields.result_pay}`); // nothing else is sent (M-NTF-9)
  book(shop, fields);
}

/**
 * Answers asynchronous notifications, of payments and refunds. Only what is stored is acknowledged: everything else the platform sends
 * again (M-NTF-1, M-NTF-22).
 */
export function notified(shop, body) {
  try {
    receive(shop, parseFields(body));
    return { status: 200, json: { ret_code: '0000', ret_msg: 'ok' } };
  } catch (error) {
    console.error(`notification not taken: ${error.message}`);
    return { status: statusOf(error), json: { ret_code: '9999', ret_msg: 'not taken' } };
  }
}

/**
 * Shows the page a shopper's browser comes back to with a form signed by the platform, from another site and so without cookies
 * (M-SYN-5). It is about the order in the signed fields, never one from the address or a session (M-SYN-2).
 */
export function returned(shop, body) {
  const fields = Object.assign(Object.create(null), Object.fromEntries(new URLSearchParams(body)));
  try {
    receive(shop, fields);
    return page(200, `Thank you. Your order ${fields.no_order} is paid.`);
  } catch (error) {
    console.error(`return not taken: ${error.message}`);
    if (statusOf(error) === 500) return page(200, 'Thank you. Your payment is being confirmed.'); // the notification will bring it again
    return page(statusOf(error), 'We cannot read this message. Nothing has changed.');
  }
}

const page = (status, text) => ({ status, html: `<!DOCTYPE html><p>${text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)}</p>` });
