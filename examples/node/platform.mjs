// LianLian as the shop talks to it.
import { Failure } from './errors.mjs';
import { yuan } from './money.mjs';
import { parseFields } from './sign.mjs';

const timeout = 3000; // milliseconds; without it a request may wait for ever

export class Platform {
  /**
   * base stands for LianLian's hosts in tests and is empty in production; files is where the clearing files are, shop the shop's own
   * address, for notifications, and partner its oid_partner.
   */
  constructor({ base, files, shop, partner, keys }) {
    Object.assign(this, { base, files, shop, partner, keys });
  }

  /** Places an order, or asks again for a way to pay it: the same order always gives the same request. */
  create(order) {
    return this.#call('wallet.lianlianpay.com', '/llwalletapi/combinepay.htm', {
      user_id: 'customer-1',
      busi_partner: '101001',
      no_order: order.no,
      dt_order: order.date,
      money_order: yuan(order.amount),
      name_goods: order.goods,
      info_order: order.remark,
      pay_type: order.payType,
      notify_url: `${this.shop}/notify`,
      return_url: `${this.shop}/return`,
      risk_item: JSON.stringify({ // a text that holds JSON
        frms_ware_category: '1999',
        user_info_mercht_userno: 'customer-1',
        user_info_dt_register: '20170101000000',
        goods_name: order.goods,
        frms_client_chnl: '13',
        frms_ip_addr: '127.0.0.1',
      }),
    });
  }

  /** Asks how an order stands. In version 1.1 three fields are not signed (M-QRY-4): they are dropped, nothing may depend on them. */
  query(order) {
    const request = { no_order: order.no, dt_order: order.date, query_version: '1.1' };
    return this.#call('wallet.lianlianpay.com', '/llwalletapi/orderquery.htm', request, ['bank_name', 'memo', 'card_no']);
  }

  /** Asks for money back. The platform takes the same refund once, however often it is asked. */
  refund(refund, order) {
    return this.#call('traderapi.lianlianpay.com', '/refund.htm', {
      no_refund: refund.no,
      dt_refund: refund.date,
      money_refund: yuan(refund.amount),
      no_order: order.no,
      dt_order: order.date,
      notify_url: `${this.shop}/notify`,
    });
  }

  /** Asks how a refund stands. */
  queryRefund(refund) {
    return this.#call('queryapi.lianlianpay.com', '/refundquery.htm', { no_refund: refund.no, dt_refund: refund.date });
  }

  /**
   * Sends a signed request and returns the answer, which may be a refusal: look at its ret_code. An answer without a signature is
   * ret_code and ret_msg and never a success. Everything else is lost: nobody knows whether the platform did it (M-RET-4, M-ORD-8).
   */
  async #call(host, path, request, unsigned = []) {
    const given = Object.entries({ ...request, oid_partner: this.partner }).filter(([, value]) => value !== '');
    const body = JSON.stringify(this.keys.sign(Object.fromEntries(given)));
    try {
      const response = await fetch((this.base || `https://${host}`) + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json;charset=utf-8' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
      });
      if (response.status !== 200) throw new Error(`status ${response.status}`);
      const answer = parseFields(await response.text());
      const { ret_code, ret_msg, sign } = answer;
      if (!sign && ret_code && ret_code !== '0000') return { ret_code, ret_msg };
      for (const name of unsigned) delete answer[name];
      this.authenticate(answer);
      return answer;
    } catch (error) {
      throw new Failure('lost', `${path}: ${error.cause?.message ?? error.message}`);
    }
  }

  /** Throws unless the platform signed the message, for this merchant (M-NTF-8). */
  authenticate(fields) {
    this.keys.verify(fields);
    if (fields.oid_partner !== this.partner) throw new Failure('mismatch', `it is for merchant ${fields.oid_partner}`);
  }

  /** Downloads the detail of a clearing date (yyyyMMdd), which is ready at 09:00 on the day after. */
  async clearingFile(date) {
    const response = await fetch(`${this.files}/JYMX_${this.partner}_${date}.txt`, { signal: AbortSignal.timeout(timeout) });
    if (response.status !== 200) throw new Failure('unknown', `the clearing file of ${date}, status ${response.status}`);
    return response.text();
  }
}
