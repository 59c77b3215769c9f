package wire

// PayLoad is the outer body of an encrypted request: a JSON object with oid_partner and pay_load, which holds all other fields (ENC).
var PayLoad Codec = jsonCodec{}
