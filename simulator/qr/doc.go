// Package qr draws the QR codes of payment links: as a picture, for a page, and in a terminal. The encoding is the library's
// (boombuler/barcode, which has no dependencies and is maintained); the drawing is here, since the library's own pictures lack
// the quiet zone that readers need.
package qr
