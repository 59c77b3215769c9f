import { Failure, statusOf } from './errors.mjs';
import { yuan } from './money.mjs';
import { notified, returned } from './notify.mjs';
import { cancel, pay, place, pollOrders } from './orders.mjs';
import { reconcile } from './reconcile.mjs';
import { pollRefunds, sendRefund, startRefund } from './refunds.mjs';
import { parseFields } from './sign.mjs';

const maxBody = 64 << 10; // bytes

// What the shop's addresses do with the number in the path and the body. A real shop asks for a login before all but /notify and /return.
const routes = {
  'GET /healthz': () => json({}),
  'POST /notify': (shop, _, body) => notified(shop, body),
  'POST /return': (shop, _, body) => returned(shop, body),
  'POST /checkout': async (shop, _, body) => offer(shop, await place(shop, given(body))),
  'GET /orders/:no': show,
  'POST /orders/:no/pay': offer,
  'POST /orders/:no/cancel': async (shop, no) => json(await cancel(shop, no)),
  'POST /orders/:no/refund': async (shop, no, body) => refund(shop, await startRefund(shop, no, given(body).amount)),
  'POST /refunds/:no/retry': refund,
  'POST /poll': async (shop) => json(await poll(shop)),
  'POST /reconcile': async (shop, _, body) => json({ differences: await reconcile(shop, given(body).date) }),
  'POST /test/fail-store': failStore,
};

/** Returns the listener of a shop, {platform, store, now, underTest}, for node:http. */
export const listener = (shop) => async (request, response) => {
  let answer;
  try {
    answer = await route(shop, request);
  } catch (error) {
    answer = failed(error);
  }
  response.writeHead(answer.status, { 'Content-Type': answer.html ? 'text/html; charset=utf-8' : 'application/json' });
  response.end(answer.html ?? JSON.stringify(answer.json));
};

async function route(shop, request) {
  const [path] = request.url.split('?');
  const [, , no = ''] = path.split('/');
  const act = routes[`${request.method} ${path.replace(/^\/(orders|refunds)\/[^/]+/, '/$1/:no')}`];
  if (!act) throw new Failure('unknown', path);
  return act(shop, decodeURIComponent(no), await bodyOf(request));
}

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBody) throw new Failure('badInput', `more than ${maxBody} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString(); // not chunk by chunk: a character may lie across two
}

const json = (content) => ({ status: 200, json: content ?? {} });
const given = (body) => parseFields(body || '{}');

function failed(error, view = {}) {
  console.error(error.kind ? error.message : error);
  return { status: statusOf(error), json: { ...view, message: error.message } };
}

/** Answers with a way to pay an order, or says why there is none; the order is there all the same. */
async function offer(shop, no) {
  try {
    return json({ orderNo: no, payLoad: await pay(shop, no) });
  } catch (error) {
    return failed(error, { orderNo: no });
  }
}

/** Sends a refund; it is kept even if nobody knows yet what becomes of it. */
async function refund(shop, no) {
  try {
    await sendRefund(shop, no);
    return json({ refundNo: no });
  } catch (error) {
    return failed(error, { refundNo: no });
  }
}

function show(shop, no) {
  const order = shop.store.books.orders.get(no);
  if (!order) throw new Failure('unknown', no);
  const { status, deliveries, refunded, alarm } = order;
  return json({ orderNo: no, status, deliveries, refunded: yuan(refunded), alarm });
}

export async function poll(shop) {
  await pollOrders(shop);
  await pollRefunds(shop);
}

function failStore(shop, _, body) {
  if (!shop.underTest) throw new Failure('unknown');
  shop.store.broken = given(body).on === 'true';
  return json({});
}
