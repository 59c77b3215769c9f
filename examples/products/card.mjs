// A shop that takes cards on pages of its own: card payment on the merchant's server, with a code by SMS.
//
//   PORT=3000 node card.mjs
//
// docs/products/pay-load.md explains what is encrypted. What messages and values have in common with the other shop is in examples/node.
import { createServer } from 'node:http';
import { testTime, wire } from '../node/clock.mjs';
import { Failure, statusOf } from '../node/errors.mjs';
import { parseFen, parsePrice, yuan } from '../node/money.mjs';
import { Keys, parseFields } from '../node/sign.mjs';
import { seal } from './seal.mjs';

const { PORT, SHOP_URL, LLPAY_BASE_URL, LLPAY_CLOCK_URL, LLPAY_OID_PARTNER, LLPAY_MERCHANT_KEY, LLPAY_PLATFORM_KEY } = process.env;
const keys = new Keys(LLPAY_MERCHANT_KEY, LLPAY_PLATFORM_KEY);
const platform = `${LLPAY_BASE_URL || 'https://mpayapi.lianlianpay.com'}/v1/`;
const timeout = 10_000; // milliseconds; a bank takes its time
const orders = new Map(); // by number; a shop has a database for this

const now = async () => wire(LLPAY_CLOCK_URL ? await testTime(LLPAY_CLOCK_URL) : Date.now());

/**
 * Sends a request and returns the answer: a signed one of this order, or a refusal. Everything else is lost, and nobody knows whether the
 * card was charged.
 */
async function call(path, request, order, wrap = (signed) => signed) {
  const signed = keys.sign({ ...request, oid_partner: LLPAY_OID_PARTNER });
  try {
    const response = await fetch(platform + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json;charset=utf-8' },
      body: JSON.stringify(wrap(signed)),
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    const answer = parseFields(await response.text());
    if (['0000', '8888'].includes(answer.ret_code)) authenticate(answer, order);
    return answer;
  } catch (error) {
    throw new Failure('lost', `${path}: ${error.cause?.message ?? error.message}`);
  }
}

/** Throws unless the platform signed the message, and it is about this order (M-MPAY-2). */
function authenticate(fields, order) {
  keys.verify(fields);
  const same = fields.no_order === order?.no && fields.dt_order === order.date && parseFen(fields.money_order) === order.amount;
  if (fields.oid_partner !== LLPAY_OID_PARTNER || !same) throw new Failure('mismatch', fields.no_order);
}

/** Asks to charge a card. Card numbers travel encrypted (M-MPAY-8); number and date of an order stay when it is tried again (M-MPAY-4). */
async function prepay(order, card) {
  const request = {
    user_id: 'customer-1', // your shopper
    busi_partner: '101001',
    no_order: order.no,
    dt_order: order.date,
    name_goods: order.goods,
    money_order: yuan(order.amount),
    notify_url: `${SHOP_URL}/notify`,
    risk_item: JSON.stringify({
      frms_ware_category: '1999',
      user_info_mercht_userno: 'customer-1',
      user_info_dt_register: '20170101000000',
      goods_name: order.goods,
    }),
    pay_type: '2', // debit cards; 3 credit cards
    ...card,
  };
  const answer = await call('bankcardprepay', request, order, (signed) => ({
    oid_partner: signed.oid_partner,
    pay_load: seal(JSON.stringify(signed), keys.platform),
  }));
  if (answer.ret_code === '0000') return book(order); // this merchant's shoppers need no code
  if (answer.ret_code !== '8888') return page(402, refusal(answer) + cardForm(order));
  order.token = answer.token; // neither paid nor failed (M-MPAY-1)
  return page(200, codeForm(order));
}

/** Brings the code that the shopper got: once, since the button's second click finds no token (M-MPAY-7). */
async function pay(order, code) {
  const { token } = order;
  if (!token) return page(409, '<h1>付款处理中</h1>');
  order.token = undefined;
  const answer = await call('bankcardpay', { no_order: order.no, money_order: yuan(order.amount), token, verify_code: code }, order);
  switch (answer.ret_code) {
    case '0000':
      return book(order);
    case '1900': // a wrong code: the same token takes another one (M-MPAY-3)
      order.token = token;
      return page(402, refusal(answer) + codeForm(order));
    case '2004': // at the bank: the notification brings the result (M-MPAY-6)
    case '2005':
    case '2008':
      return page(202, '<h1>付款处理中</h1>');
    default: // the bank refused, or the code is too old: the card again, for the same order
      return page(402, refusal(answer) + cardForm(order));
  }
}

/** Books a payment, once: the answer and the notification both tell it, in any order. */
function book(order) {
  if (order.status !== 'PAID') Object.assign(order, { status: 'PAID', deliveries: order.deliveries + 1 });
  return page(200, `<h1>订单 ${escaped(order.no)} 已付款</h1>`);
}

function notified(body) {
  const fields = parseFields(body);
  const order = orders.get(fields.no_order);
  authenticate(fields, order);
  if (fields.result_pay !== 'SUCCESS') throw new Failure('mismatch', fields.result_pay);
  book(order);
  return { status: 200, json: { ret_code: '0000', ret_msg: '交易成功' } };
}

const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const page = (status, html) => ({ status, html: `<!DOCTYPE html>\n<meta charset="utf-8"><title>Shop</title>\n${html}\n` });
const refusal = (answer) => `<p role="alert">${escaped(answer.ret_msg)}（${escaped(answer.ret_code)}）</p>`;
const input = ([name, label]) => `<label>${label} <input name="${name}" autocomplete="off"></label>`;
const form = (order, path, fields, button) =>
  `<form method="post" action="/orders/${encodeURIComponent(order.no)}/${path}">${fields.map(input).join('')}<button>${button}</button></form>`;
const cardForm = (order) =>
  form(order, 'pay', [['card_no', '卡号'], ['acct_name', '姓名'], ['id_no', '身份证号'], ['bind_mob', '手机号']], '付款');
const codeForm = (order) => form(order, 'code', [['verify_code', '短信验证码']], '确认');

/** The order of a number; the address of its first page places it. */
async function orderOf(no, query) {
  if (!orders.has(no)) {
    const [amount, goods] = [parsePrice(query.get('amount')), query.get('goods')];
    orders.set(no, { no, amount, goods, date: await now(), status: 'OPEN', deliveries: 0 });
  }
  return orders.get(no);
}

async function answer(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const { pathname, searchParams } = new URL(request.url, SHOP_URL);
  if (pathname === '/notify') return notified(body);
  const [, , no, step = ''] = pathname.split('/').map(decodeURIComponent);
  const order = await orderOf(no, searchParams);
  const given = Object.fromEntries(new URLSearchParams(body));
  switch (`${request.method} ${step}`) {
    case 'GET pay':
      return page(200, `<h1>${escaped(order.goods)}, ${yuan(order.amount)} 元</h1>${cardForm(order)}`);
    case 'POST pay':
      return prepay(order, given);
    case 'POST code':
      return pay(order, given.verify_code);
    default:
      return { status: 200, json: { status: order.status, deliveries: order.deliveries } };
  }
}

createServer(async (request, response) => {
  let sent;
  try {
    sent = await answer(request);
  } catch (error) { // a notification that is not acknowledged comes again; a lost answer shows that the result is not known
    console.error(`${request.url}: ${error.message}`);
    sent = { status: statusOf(error), json: { message: error.message } };
  }
  response.writeHead(sent.status, { 'Content-Type': `${sent.html ? 'text/html' : 'application/json'}; charset=utf-8` });
  response.end(sent.html ?? JSON.stringify(sent.json));
}).listen(PORT, '127.0.0.1', () => console.log(`ready on ${SHOP_URL}`));
