<?php
// Messages and their signatures.
declare(strict_types=1);

/**
 * Reads a message: a flat JSON object in any layout (M-NTF-13), fields nobody here knows included (M-NTF-11), null as no value (M-NTF-12).
 * A number counts with its literal text, which json_decode loses (49.90 becomes 49.9): so numbers are put into quotes first.
 */
function decode(string $json): array
{
    $quoted = preg_replace('/"(?:[^"\\\\]++|\\\\.)*+"(*SKIP)(*FAIL)|-?\d[\d.eE+-]*|true|false/s', '"$0"', $json);
    $fields = json_decode((string) $quoted, true);
    if (!is_array($fields) || array_filter($fields, is_array(...))) {
        throw new ShopError(400, 'no flat JSON object');
    }
    return array_map(strval(...), $fields);
}

/** The text that is signed: raw values, neither URL-encoded nor escaped. */
function source(array $fields): string
{
    unset($fields['sign']);
    $fields = array_filter($fields, fn (string $value) => $value !== ''); // not empty(): "0" is a value
    ksort($fields, SORT_STRING); // by bytes; without the flag numbers compare as numbers
    return implode('&', array_map(fn ($name, $value) => "$name=$value", array_keys($fields), $fields));
}

/** Signs with the merchant's private key, and verifies with the platform's public key. */
final class Keys
{
    private OpenSSLAsymmetricKey $merchant;
    private OpenSSLAsymmetricKey $platform;

    /** Takes the names of PEM files: PKCS#1 or PKCS#8, and PUBLIC KEY. */
    public function __construct(string $merchant, string $platform)
    {
        $this->merchant = openssl_pkey_get_private("file://$merchant")
            ?: throw new RuntimeException("LLPAY_MERCHANT_KEY is '$merchant': name a PEM file with the merchant's private key");
        $this->platform = openssl_pkey_get_public("file://$platform")
            ?: throw new RuntimeException("LLPAY_PLATFORM_KEY is '$platform': name a PEM file with the platform's public key");
    }

    public function sign(array $fields): array
    {
        $fields = array_filter($fields, fn (string $value) => $value !== '') + ['sign_type' => 'RSA'];
        openssl_sign(source($fields), $signature, $this->merchant, OPENSSL_ALGO_MD5);
        return $fields + ['sign' => base64_encode($signature)];
    }

    /**
     * Tells whether the platform signed. Only RSA was agreed: the message does not choose (M-NTF-3). openssl_verify returns 1, 0, -1 or
     * false, and -1 is true for PHP (M-NTF-2).
     */
    public function verify(array $fields): bool
    {
        $signature = base64_decode($fields['sign'] ?? '', true);
        return ($fields['sign_type'] ?? '') === 'RSA' && $signature
            && openssl_verify(source($fields), $signature, $this->platform, OPENSSL_ALGO_MD5) === 1;
    }
}
