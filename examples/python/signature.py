"""Messages and their signatures."""
from __future__ import annotations

import base64
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import MD5
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from values import ShopError


def decode(body: bytes) -> dict[str, str]:
    """Reads a message: a flat JSON object in any layout (M-NTF-13), fields nobody here knows included (M-NTF-11), null as no value
    (M-NTF-12). A number counts with its literal text, which json.loads would lose: 49.90 becomes 49.9."""
    try:
        fields = json.loads(body.decode(), parse_int=str, parse_float=str, parse_constant=str)
        json.dumps(fields, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except ValueError as error:
        raise ShopError(400, f"no JSON: {error}") from None
    if not isinstance(fields, dict) or any(isinstance(value, (dict, list)) for value in fields.values()):
        raise ShopError(400, "no flat JSON object")
    literal = {None: "", True: "true", False: "false"}
    return {name: literal.get(value, value) for name, value in fields.items()}


def source(fields: dict[str, str]) -> str:
    """The text that is signed: raw values, neither URL-encoded nor escaped. Python sorts by code point, which is the order of the bytes."""
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields) if fields[name] != "" and name != "sign")


class Keys:
    """Signs with the merchant's private key, and verifies with the platform's public key."""

    def __init__(self, merchant: str, platform: str):
        """Takes the names of PEM files: PKCS#1 or PKCS#8, and PUBLIC KEY."""
        with open(merchant, "rb") as file:
            self.merchant = load_pem_private_key(file.read(), password=None)
        with open(platform, "rb") as file:
            self.platform = load_pem_public_key(file.read())

    def sign(self, fields: dict[str, str]) -> dict[str, str]:
        fields = {**{name: value for name, value in fields.items() if value != ""}, "sign_type": "RSA"}
        signature = self.merchant.sign(source(fields).encode(), PKCS1v15(), MD5())
        return {**fields, "sign": base64.b64encode(signature).decode()}

    def verify(self, fields: dict[str, str]) -> bool:
        """Tells whether the platform signed. Only RSA was agreed: the message does not choose (M-NTF-2, M-NTF-3)."""
        if fields.get("sign_type") != "RSA":
            return False
        try:
            signature = base64.b64decode(fields.get("sign", ""), validate=True)
            self.platform.verify(signature, source(fields).encode(), PKCS1v15(), MD5())  # returns nothing, raises
        except (InvalidSignature, ValueError):
            return False
        return True
