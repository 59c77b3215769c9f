const kinds = {
  badInput: [400, 'this cannot be taken'],
  signature: [403, 'the signature does not verify'],
  unknown: [404, 'there is no such number'],
  mismatch: [409, 'this is not what was agreed'],
  paid: [409, 'the order is paid'],
  inProgress: [409, 'a payment is in progress: wait for its result'],
  over: [410, 'the order has ended'],
  refused: [422, 'the payment platform refused'],
  // It may have done what was asked all the same.
  lost: [503, 'no answer from the payment platform that can be trusted: try again'],
};

/** What the shop expects to go wrong: a kind of the table above, which gives words and an HTTP status, and what it is about. */
export class Failure extends Error {
  constructor(kind, detail) {
    const [status, words] = kinds[kind];
    super(detail ? `${words}: ${detail}` : words);
    Object.assign(this, { kind, status });
  }
}

/** The HTTP status of an error. One that nobody expected, of the store for example, is 500. */
export const statusOf = (error) => error.status ?? 500;

/** Waits for a step; an error of this kind becomes undefined. */
export async function unless(kind, step) {
  try {
    return await step;
  } catch (error) {
    if (error.kind === kind) return undefined;
    throw error;
  }
}
